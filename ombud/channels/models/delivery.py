"""One thing to be sent, finished."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from email.policy import SMTP
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.channels.models.channel import Channel
from ombud.channels.signals import delivery_failed
from ombud.channels.waking import wake_worker
from ombud.core.statements import insert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ombud.channels.drivers.base import DeliveryError, Driver, Receipt

log = logging.getLogger(__name__)

# How long a server may refuse "for now" (RFC 5321, 4.5.4.1 asks for days, growing).
WAITS = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440, 1440)]
# A worker that dies while sending leaves the row "sending" with a time to try again.
# It lies beyond what the driver may take for a mail of that size.
LEASE = timedelta(minutes=15)
LEASE_BYTES_A_SECOND = 50_000


class DeliveryState(models.TextChoices):
    """Where a delivery stands, in the words agents read."""

    QUEUED = "queued", _("Sending")
    SENDING = "sending", _("Sending")
    SENT = "sent", _("Accepted by the server")
    DELAYED = "delayed", _("Delayed")
    FAILED = "failed", _("Not delivered")
    BOUNCED = "bounced", _("Came back")
    CANCELLED = "cancelled", _("Taken back")


WAITING = [DeliveryState.QUEUED, DeliveryState.DELAYED, DeliveryState.SENDING]
MAX_HEADER = 65536
FAILED = [DeliveryState.FAILED, DeliveryState.BOUNCED]


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
        subject: str = "",
    ) -> "Delivery":
        """Store finished bytes to be sent at `due_at`, by default now.

        `subject`: for the outbox, whose readers know mails by it.
        """
        due_at = due_at or timezone.now()
        delivery = Delivery(
            channel=channel,
            sender=sender,
            recipients=list(recipients),
            raw=raw,
            size=len(raw),
            subject=(subject or _subject_of(raw))[:300],
            message_id=message_id,
            due_at=due_at,
        )
        insert(delivery)
        wake_worker(due_at)
        return delivery

    def due(self) -> Self:
        """What is to be tried now, what a dead worker left behind included."""
        return self.filter(state__in=WAITING, due_at__lte=timezone.now())

    def failed(self) -> Self:
        """What somebody must look at."""
        return self.filter(state__in=FAILED)

    def waiting(self) -> Self:
        """What is still on its way."""
        return self.filter(state__in=WAITING)

    def claim(self, *, passing_over: "Collection[int]" = ()) -> "Delivery | None":
        """Take the next due delivery, so that no other worker does; committed.

        `passing_over`: channels whose server cannot be reached just now.
        """
        with transaction.atomic():
            delivery = (
                self.due()
                .exclude(channel_id__in=passing_over)
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("channel")
                .order_by("due_at")
                .first()
            )
            if delivery:
                delivery.lease()
            return delivery


class Delivery(models.Model):
    """One thing to be sent, finished: the second try sends the same bytes."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries")
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    sender = models.CharField(max_length=320)
    recipients = ArrayField(models.CharField(max_length=320))
    # Those of the recipients for whom the server has taken it.
    accepted = ArrayField(models.CharField(max_length=320), default=list)
    subject = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    raw = models.BinaryField()
    size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    # When it is to be tried next; while sending, when its worker counts as dead.
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # In the server's own words; of the last try.
    server_words = models.TextField(blank=True)
    # In our words, for the agent.
    error = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["due_at"],
                name="delivery_waiting",
                condition=models.Q(state__in=["queued", "delayed", "sending"]),
            ),
            models.Index(
                fields=["-id"],
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
        return self.state in FAILED

    @property
    def pending(self) -> list[str]:
        """Who does not have it yet."""
        return [one for one in self.recipients if one not in self.accepted]

    @property
    def retry_recipients(self) -> str:
        """Who would get it now, for a person to change."""
        return ", ".join(self.pending or self.recipients)

    def lease(self) -> None:
        """Mark it as being sent, until its worker must be dead."""
        seconds = self.size / LEASE_BYTES_A_SECOND
        self.state = DeliveryState.SENDING
        self.due_at = timezone.now() + LEASE + timedelta(seconds=seconds)
        self.attempts += 1
        self.save(update_fields=["state", "due_at", "attempts"])

    def attempt(self, driver: "Driver | None" = None) -> bool:
        """Send it, and note what came of it. False where the server was not reached."""
        from ombud.channels.drivers import DeliveryError, driver_for

        if self.attempts > len(WAITS) + 1:
            self.give_up(_now("It could not be sent within three days."))
            return True
        if self.channel.is_make_believe:
            self.sent(_now("The demo shop sends nothing."))
            return True
        try:
            if driver:
                receipt = driver.send(self)
            else:
                with driver_for(self.channel) as own:
                    receipt = own.send(self)
        except DeliveryError as error:
            self._note_error(error)
            return error.reached
        except Exception as error:
            # One mail that nobody can send must not stop those behind it.
            log.exception("delivery broke delivery=%s", self.pk)
            self.retry_later(_now("It could not be sent."), repr(error))
            return True
        self._note_receipt(receipt)
        return True

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

    @transaction.atomic
    def put_off(self, due_at: datetime) -> bool:
        """Let it leave at another time. False where a worker was faster."""
        held = Delivery.objects.filter(
            pk=self.pk, state=DeliveryState.QUEUED, attempts=0
        )
        if not held.update(due_at=due_at):
            return False
        self.due_at = due_at
        wake_worker(due_at)
        return True

    def sent(self, words: str) -> None:
        """The server has accepted it, with these words."""
        self.state = DeliveryState.SENT
        self.sent_at = timezone.now()
        self.server_words, self.error = words, ""
        self.save(update_fields=["state", "sent_at", "server_words", "error"])
        log.info("delivery sent delivery=%s words=%r", self.pk, words)

    def retry_later(self, error: str, words: str = "") -> None:
        """Not now: wait longer each time, and give up after the last wait."""
        if self.attempts > len(WAITS):
            self.give_up(error, words)
            return
        self.state = DeliveryState.DELAYED
        self.due_at = timezone.now() + WAITS[max(self.attempts, 1) - 1]
        self.error, self.server_words = error, words
        self.save(update_fields=["state", "due_at", "error", "server_words"])
        log.info("delivery delayed delivery=%s words=%r", self.pk, words)
        wake_worker(self.due_at)

    def give_up(self, error: str, words: str = "") -> None:
        """Not at all: tell those who listen, in the same transaction."""
        self._fail(DeliveryState.FAILED, error, words)

    def bounce(self, error: str, words: str = "", recipient: str = "") -> None:
        """It left, and came back: from that recipient, or from nobody knows whom."""
        back = (
            [recipient.lower()] if recipient else [one.lower() for one in self.accepted]
        )
        self.accepted = [one for one in self.accepted if one.lower() not in back]
        self._fail(DeliveryState.BOUNCED, error, words)

    @transaction.atomic
    def retry(self, recipients: "Sequence[str] | None" = None) -> bool:
        """A person says: once more, now; to other addresses where the old were wrong.

        Who has it already does not get it again. False where it is not waiting for
        a person: then pressing twice does nothing twice.
        """
        found = Delivery.objects.filter(
            pk=self.pk, state__in=[*FAILED, DeliveryState.DELAYED]
        ).update(
            state=DeliveryState.QUEUED,
            due_at=timezone.now(),
            attempts=1,
            error="",
            server_words="",
            recipients=[*self.accepted, *(recipients or self.pending)],
        )
        if found:
            self.refresh_from_db()
            wake_worker(self.due_at)
        return bool(found)

    def _note_error(self, error: "DeliveryError") -> None:
        if error.reached:
            self.channel.note_send_trouble("")
        else:
            self.channel.note_send_trouble(_in_one_line(error))
        if error.permanent:
            self.give_up(error.message, error.words)
        else:
            self.retry_later(error.message, error.words)

    @transaction.atomic
    def _note_receipt(self, receipt: "Receipt") -> None:
        """Sent; or, where some were refused, sent to the rest and not yet done."""
        self.channel.note_sent()
        self.accepted = [*self.accepted, *receipt.accepted]
        self.sent_at = timezone.now()
        self.save(update_fields=["accepted", "sent_at"])
        if not receipt.refused:
            self.sent(receipt.words)
            return
        refused = receipt.refused.values()
        message = " ".join(one.message for one in refused)
        words = "\n".join(f"{to}: {one.words}" for to, one in receipt.refused.items())
        if all(one.permanent for one in refused):
            self.give_up(message, words)
        else:
            self.retry_later(message, words)

    @transaction.atomic
    def _fail(self, state: DeliveryState, error: str, words: str) -> None:
        self.state, self.error, self.server_words = state, error, words
        self.save(update_fields=["state", "error", "server_words", "accepted"])
        log.warning("delivery failed delivery=%s words=%r", self.pk, words)
        delivery_failed.send(Delivery, delivery=self)


def _subject_of(raw: bytes) -> str:
    """For the outbox, whose readers know mails by their subject."""
    header = BytesHeaderParser(policy=SMTP).parsebytes(raw[:MAX_HEADER])
    return " ".join(str(header.get("Subject", "")).split())[:300]


def _in_one_line(error: "DeliveryError") -> str:
    return f"{error.message} {error.words}".strip()
