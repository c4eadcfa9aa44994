"""A bounce goes to the very delivery that came back."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ombud.channels.models import Delivery

if TYPE_CHECKING:
    from ombud.lib.automatic import Bounce


def find_delivery(bounce: "Bounce") -> Delivery | None:
    """By the id of the original; else the newest to that address that was sent."""
    if bounce.original_message_id:
        found = Delivery.objects.filter(message_id=bounce.original_message_id)
        return found.defer("raw").first()
    if not bounce.recipient:
        return None
    sent = Delivery.objects.filter(
        recipients__contains=[bounce.recipient], state="sent"
    )
    return sent.defer("raw").order_by("-id").first()


def file_bounce(bounce: "Bounce") -> str:
    """Tell the delivery; gives the sentence for the ledger."""
    delivery = find_delivery(bounce)
    if delivery is None:
        return _("It tells that a mail came back, and names none of ours.")
    delivery.bounce(
        _("%(address)s cannot be reached.") % {"address": bounce.recipient}
        if bounce.recipient
        else _("The message came back."),
        bounce.diagnostic,
        bounce.recipient,
    )
    return _("It tells that a message of ours came back.")
