"""One thing to be sent, finished."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.channels.models.channel import Channel
from ombud.channels.signals import delivery_failed

if TYPE_CHECKING:
    from collections.abc import Sequence

# How long a server may refuse "for now" (RFC 5321, 4.5.4.1 asks for days, growing).
WAITS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440, 1440)]
# A worker that dies while sending leaves the row "sending": after this it is retried.
LEASE = timedelta(minutes=10)


class DeliveryState(models.TextChoices):
    """Where a delivery stands, in the words agents read."""

    QUEUED = "queued", _("Sending")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Accepted by the server")
    DELAYED = "delayed", _("Delayed")
    FAILED = "failed", _("Not delivered")
    BOUNCED = "bounced", _("Came back")
    CANCELLED = "cancelled", _("Taken back")


WAITING = [DeliveryState.QUEUED, DeliveryState.DELAYED]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Queueing and claiming."""

    def queue(
        self,
        channel: Channel,
        *,
        sender: str,
        recipients: "Sequence[str]",
        raw: bytes,
        message_id: str,
        due_at: datetime | None = None,
    ) -> "Delivery":
        """Store finished bytes to be sent at `due_at`, by default now."""
        return self.create(
            channel=channel,
            sender=sender,
            recipients=list(recipients),
            raw=raw,
            size=len(raw),
            message_id=message_id,
            due_at=due_at or timezone.now(),
        )

    def due(self) -> "DeliveryQuerySet":
        """What is to be tried now, given up leases included."""
        now = timezone.now()
        return self.filter(
            models.Q(state__in=WAITING, due_at__lte=now)
            | models.Q(state=DeliveryState.SENDING, claimed_at__lt=now - LEASE)
        )

    def claim(self) -> "Delivery | None":
        """Take the next due delivery, so that no other worker does; committed."""
        with transaction.atomic():
            delivery = (
                self.due().select_for_update(skip_locked=True).order_by("due_at")
            ).first()
            if delivery:
                delivery.state = DeliveryState.SENDING
                delivery.claimed_at = timezone.now()
                delivery.attempts += 1
                delivery.save(update_fields=["state", "claimed_at", "attempts"])
            return delivery


class Delivery(models.Model):
    """One thing to be sent, finished: the second try sends the same bytes."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries")
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    sender = models.CharField(max_length=320)
    recipients = ArrayField(models.CharField(max_length=320))
    message_id = models.CharField(max_length=255, unique=True)
    raw = models.BinaryField()
    size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # In the server's own words; of the last try.
    server_words = models.TextField(blank=True)
    # In our words, for the agent.
    error = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["due_at"],
                name="delivery_waiting",
                condition=models.Q(state__in=["queued", "delayed", "sending"]),
            ),
            models.Index(
                fields=["-created_at"],
                name="delivery_failed",
                condition=models.Q(state__in=["failed", "bounced"]),
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def is_held(self) -> bool:
        """Whether it can still be taken back."""
        return self.state == DeliveryState.QUEUED and self.attempts == 0

    @property
    def has_failed(self) -> bool:
        """Whether somebody must look at it."""
        return self.state in {DeliveryState.FAILED, DeliveryState.BOUNCED}

    @transaction.atomic
    def cancel(self) -> bool:
        """Take it back before it leaves. False where a worker was faster."""
        held = Delivery.objects.filter(
            pk=self.pk, state=DeliveryState.QUEUED, attempts=0
        )
        if not held.update(state=DeliveryState.CANCELLED):
            return False
        self.state = DeliveryState.CANCELLED
        return True

    def sent(self, words: str) -> None:
        """The server has accepted it, with these words."""
        self.state = DeliveryState.SENT
        self.sent_at = timezone.now()
        self.server_words, self.error = words, ""
        self.save(update_fields=["state", "sent_at", "server_words", "error"])

    def retry_later(self, error: str, words: str = "") -> None:
        """Not now: wait longer each time, and give up after the last wait."""
        if self.attempts > len(WAITS):
            self.give_up(error, words)
            return
        self.state = DeliveryState.DELAYED
        self.due_at = timezone.now() + WAITS[self.attempts - 1]
        self.error, self.server_words = error, words
        self.save(update_fields=["state", "due_at", "error", "server_words"])

    @transaction.atomic
    def give_up(self, error: str, words: str = "") -> None:
        """Not at all: tell those who listen, in the same transaction."""
        self._fail(DeliveryState.FAILED, error, words)

    @transaction.atomic
    def bounce(self, error: str, words: str = "") -> None:
        """It left, and came back."""
        self._fail(DeliveryState.BOUNCED, error, words)

    def retry(self) -> None:
        """A person says: once more, now."""
        self.state = DeliveryState.QUEUED
        self.due_at = timezone.now()
        self.attempts = 1
        self.error = ""
        self.save(update_fields=["state", "due_at", "attempts", "error"])

    def _fail(self, state: DeliveryState, error: str, words: str) -> None:
        self.state, self.error, self.server_words = state, error, words
        self.save(update_fields=["state", "error", "server_words"])
        delivery_failed.send(Delivery, delivery=self)
