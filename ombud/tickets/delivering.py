"""Where a letter of ours stands, in words and with one small picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.channels.models import Delivery, DeliveryState
from ombud.core.local_time import full

SOON = timedelta(seconds=settings.UNDO_SEND_SECONDS + 5)
ICONS = {
    DeliveryState.QUEUED: "clock",
    DeliveryState.SENDING: "clock",
    DeliveryState.SENT: "check",
    DeliveryState.DELAYED: "clock-alert",
    DeliveryState.FAILED: "triangle-alert",
    DeliveryState.BOUNCED: "mail-x",
    DeliveryState.CANCELLED: "undo-2",
}


@dataclass(frozen=True, slots=True)
class Tick:
    """The mark at the head of a message that we sent."""

    pk: int
    state: str
    icon: str
    words: str
    at: datetime | None
    reason: str
    server_words: str
    # Until then it can be taken back.
    leaves_at: datetime | None

    @property
    def is_later(self) -> bool:
        """Whether it waits for longer than the time to take a reply back."""
        return bool(self.leaves_at and self.leaves_at > timezone.now() + SOON)

    @property
    def tone(self) -> str:
        """As the style sheet knows it."""
        return "failed" if self.has_failed else self.state

    @property
    def has_failed(self) -> bool:
        """Whether somebody must look at it."""
        return self.state in {DeliveryState.FAILED, DeliveryState.BOUNCED}

    @property
    def asks(self) -> bool:
        """Whether there is a button beside it."""
        return bool(self.leaves_at or self.has_failed)

    @property
    def is_delayed(self) -> bool:
        """Whether the server said: not now."""
        return self.state == DeliveryState.DELAYED


def tick_of(delivery: Delivery | None) -> Tick | None:
    """The mark of that delivery."""
    if delivery is None:
        return None
    now = timezone.now()
    leaves = delivery.due_at if delivery.is_held and delivery.due_at > now else None
    return Tick(
        pk=delivery.pk,
        state=delivery.state,
        icon=ICONS[DeliveryState(delivery.state)],
        words=_words(delivery, leaves, now),
        at=delivery.sent_at or delivery.due_at,
        reason=delivery.error,
        server_words=delivery.server_words,
        leaves_at=leaves,
    )


def _words(delivery: Delivery, leaves: datetime | None, now: datetime) -> str:
    if leaves and leaves > now + SOON:
        return _("leaves %(time)s") % {"time": full(leaves)}
    if leaves:
        return leaves_in(max(1, round((leaves - now).total_seconds())))
    if delivery.state == DeliveryState.SENT:
        return _("sent")
    return str(delivery.get_state_display())


def leaves_in(seconds: int) -> str:
    """While it can be taken back."""
    return ngettext("leaves in %(seconds)s s", "leaves in %(seconds)s s", seconds) % {
        "seconds": seconds
    }
