"""What has not arrived is sent again."""

from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.tickets.mail_headers import mailboxes
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Entry, Verb
from ombud.tickets.wire import WIRE
from ombud.workflows.models import ActionNotAllowed

if TYPE_CHECKING:
    from ombud.channels.models import Delivery
    from ombud.tickets.models.message import Message


class Redeliverable(TicketBase):
    """What has not arrived is sent again, to the same address or a better one."""

    class Meta:
        abstract = True

    @transaction.atomic
    def send_again(
        self, message: "Message", *, by: Actor, to: Sequence[dict[str, str]] = ()
    ) -> Entry:
        """The same letter once more; whoever has it already does not get it twice."""
        if not self.may_alter(by):
            raise ActionNotAllowed(_("You may not do this on this ticket."), never=True)
        delivery = message.delivery
        recipients = [person["address"] for person in to]
        if delivery is None or not delivery.retry(recipients or None):
            raise ActionNotAllowed(_("This message is on its way already."))
        if to:
            self._readdress(message, delivery, to)
        return self.record(
            Verb.RESENT,
            by=by,
            particulars={"entry": message.entry_id, "to": delivery.recipients},
        )

    def _readdress(
        self, message: "Message", delivery: "Delivery", to: Sequence[dict[str, str]]
    ) -> None:
        """The new address stands in the letter and on the timeline too."""
        mail: EmailMessage = message_from_bytes(bytes(delivery.raw), policy=SMTP)
        del mail["To"]
        mail["To"] = mailboxes(to)
        delivery.raw = mail.as_bytes(policy=WIRE)
        delivery.size = len(delivery.raw)
        delivery.save(update_fields=["raw", "size"])
        message.to = list(to)
        message.save(update_fields=["to"])
