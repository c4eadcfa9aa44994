"""One thing that came in, raw."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.core.live import publish
from ombud.core.statements import ask, insert

if TYPE_CHECKING:
    from ombud.channels.models import Channel
    from ombud.tickets.models import Entry

# A mail that was being read when its worker died is tried again so often.
MAX_ATTEMPTS = 5
# What the pipeline reads of it, in the model's order.
LOCKED = ["id", "channel_id", "raw", "received_at", "arrived_at", "silent"]
LOCKED += ["is_released", "owes_confirmation", "fate", "attempts"]


class Fate(models.TextChoices):
    """What became of it."""

    OPEN = "open", _("Waiting to be read")
    TICKETED = "ticketed", _("On a ticket")
    SUPPRESSED = "suppressed", _("Set aside")
    HELD = "held", _("Held for a person")
    FAILED = "failed", _("Could not be read")
    SKIPPED = "skipped", _("Older than the start")


class InboundQuerySet(models.QuerySet["Inbound"]):
    """Storing, claiming, remembering."""

    def waiting(self) -> "InboundQuerySet":
        """What a person must look at."""
        return self.filter(fate__in=[Fate.HELD, Fate.FAILED])

    def store(  # noqa: PLR0913  # one row's columns
        self,
        channel: "Channel",
        raw: bytes,
        *,
        uidvalidity: str = "",
        uid: str = "",
        silent: bool = False,
        arrived_at: datetime | None = None,
        size: int = 0,
        hold: str = "",
    ) -> "Inbound | None":
        """Keep the raw bytes; None where this very mail of the mailbox is known.

        `hold`: why we have only a part of it, of `size` bytes.
        """
        digest = hashlib.sha256(raw).hexdigest()
        inbound = Inbound(
            channel=channel,
            uidvalidity=uidvalidity,
            uid=uid or digest,
            raw=raw,
            size=size or len(raw),
            digest=digest,
            silent=silent,
            arrived_at=arrived_at,
            is_partial=bool(hold),
            fate=Fate.HELD if hold else Fate.OPEN,
            why=hold,
        )
        if not insert(inbound, once=True):
            return None
        if hold:
            publish("intake")
        return inbound

    def twin(self, channel: "Channel", raw: bytes) -> "Inbound":
        """The mail of the same bytes that came by the same pipe before."""
        digest = hashlib.sha256(raw).hexdigest()
        return self.get(channel=channel, uidvalidity="", uid=digest)

    def known(
        self, channel: "Channel", uidvalidity: str, uids: Sequence[str]
    ) -> set[str]:
        """Which of these we have already stored or skipped."""
        return set(
            self.filter(
                channel=channel, uidvalidity=uidvalidity, uid__in=uids
            ).values_list("uid", flat=True)
        )

    def whole(
        self, channel: "Channel", uidvalidity: str, uids: Sequence[str]
    ) -> list[str]:
        """Which of these we have completely: the server need not keep them."""
        rows = self.filter(
            channel=channel, uidvalidity=uidvalidity, uid__in=uids, is_partial=False
        ).exclude(fate=Fate.SKIPPED)
        return list(rows.values_list("uid", flat=True))

    def skip(self, channel: "Channel", uidvalidity: str, uids: Sequence[str]) -> None:
        """Remember mails from before the start, so that they are never fetched."""
        self.bulk_create(
            [
                Inbound(
                    channel=channel,
                    uidvalidity=uidvalidity,
                    uid=uid,
                    raw=b"",
                    fate=Fate.SKIPPED,
                )
                for uid in uids
            ],
            ignore_conflicts=True,
            batch_size=1000,
        )

    def claim(self, most: int) -> list[int]:
        """Note an attempt on the next open ones and give their ids; committed at once.

        Together only such as nobody has tried: of these one may kill its worker. Then
        each is tried alone, in its turn, and the one that kills once more comes last,
        and not for ever.
        """
        return (
            self._claim("attempts = 1", 1)
            or self._claim("attempts = 0", most)
            or self._claim("attempts > 1", 1)
        )

    def _claim(self, which: str, most: int) -> list[int]:
        """Losing the count in a crash of the database does no harm: no need to wait."""
        rows = ask(
            "UPDATE intake_inbound SET attempts = attempts + 1 WHERE id = ANY(ARRAY("  # noqa: S608  # our own words
            f" SELECT id FROM intake_inbound WHERE fate = 'open' AND {which}"
            " ORDER BY attempts, id LIMIT %s FOR UPDATE SKIP LOCKED"
            ")) RETURNING id, set_config('synchronous_commit', 'off', true)",
            [most],
        )
        return sorted(row[0] for row in rows)

    def take_owing(self, pk: int | None = None) -> tuple[int, int | None]:
        """Ids of one whose sender waits for a confirmation, and of its entry.

        `pk`: this one or none. It owes none any more. The commit need not wait for the
        disk, as with lock().
        """
        rows = ask(
            "UPDATE intake_inbound SET owes_confirmation = false WHERE id = ("
            " SELECT id FROM intake_inbound WHERE owes_confirmation"
            " AND id = coalesce(%s, id) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
            ") RETURNING id, entry_id, set_config('synchronous_commit', 'off', true)",
            [pk],
        )
        return (rows[0][0], rows[0][1]) if rows else (0, None)

    def lock(self, pk: int) -> "Inbound | None":
        """The open mail, held by this transaction; None if another worker has it.

        Only what the pipeline reads. The commit need not wait for the disk: should it
        be lost, the raw mail is not, and is open again; and whatever is made of this
        one later, its sending above all, waits for the disk and has it there before.
        """
        columns = ", ".join(LOCKED)
        rows = ask(
            f"SELECT {columns}, set_config('synchronous_commit', 'off', true)"  # noqa: S608  # our own names
            " FROM intake_inbound"
            " WHERE id = %s AND fate = 'open' FOR UPDATE SKIP LOCKED",
            [pk],
            binary=True,
        )
        return Inbound.from_db(self.db, LOCKED, rows[0][:-1]) if rows else None


class Inbound(models.Model):
    """One thing that came in, raw, with its fate; its own place in the queue."""

    channel = models.ForeignKey(
        "channels.Channel", models.PROTECT, related_name="inbounds"
    )
    # The server's name for it: UIDVALIDITY and UID (RFC 9051, 2.3.1.1), or UIDL.
    uidvalidity = models.CharField(max_length=80, blank=True)
    uid = models.CharField(max_length=200)
    raw = models.BinaryField()
    size = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    arrived_at = models.DateTimeField(null=True)
    # Imported from the past: nobody is answered.
    silent = models.BooleanField(default=False)

    # The server has kept the rest: it was too large, or it would not hand it over.
    is_partial = models.BooleanField(default=False)
    # A person has decided that it gets in.
    is_released = models.BooleanField(default=False)

    # The sender is to be told the ticket's number; see confirming.py.
    owes_confirmation = models.BooleanField(default=False)

    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.OPEN)
    attempts = models.PositiveSmallIntegerField(default=0)
    why = models.TextField(blank=True)
    processed_at = models.DateTimeField(null=True)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    message_id = models.CharField(max_length=998, blank=True)
    entry = models.ForeignKey(
        "tickets.Entry", models.SET_NULL, null=True, related_name="inbounds"
    )

    objects = InboundQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "uidvalidity", "uid"], name="inbound_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["attempts", "id"],
                name="inbound_open",
                condition=models.Q(fate="open"),
            ),
            models.Index(
                fields=["id"],
                name="inbound_owing",
                condition=models.Q(owes_confirmation=True),
            ),
            models.Index(
                fields=["-id"],
                name="inbound_waiting",
                condition=models.Q(fate__in=["held", "failed"]),
            ),
            models.Index(fields=["channel", "-received_at"], name="inbound_ledger"),
            models.Index(fields=["sender", "-received_at"], name="inbound_of_sender"),
            models.Index(
                fields=["message_id"],
                name="inbound_by_id",
                condition=~models.Q(message_id=""),
            ),
        ]

    def __str__(self) -> str:
        return f"inbound {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether a person must look at it."""
        return self.fate in {Fate.HELD, Fate.FAILED}

    @property
    def is_forgotten(self) -> bool:
        """Whether it went with its ticket: only this line of the ledger is left."""
        return self.fate in {Fate.TICKETED, Fate.SUPPRESSED} and not self.raw

    def accept(self, entry: "Entry") -> None:
        """It stands on a ticket now."""
        self.entry = entry
        self._settle(Fate.TICKETED, "")

    def drop(self, why: str) -> None:
        """Set it aside: stored, listed, and not on a ticket of its own."""
        self._settle(Fate.SUPPRESSED, why)

    def hold(self, why: str) -> None:
        """A person shall decide."""
        self._settle(Fate.HELD, why)

    def fail(self, why: str) -> None:
        """It could not be read; a person may try again."""
        self._settle(Fate.FAILED, why)

    def complete(self, raw: bytes) -> None:
        """The whole of it has come after all."""
        self.raw, self.size, self.is_partial = raw, len(raw), False
        self.digest = hashlib.sha256(raw).hexdigest()
        self.save(update_fields=["raw", "size", "is_partial", "digest"])

    def try_again(self, *, release: bool = False) -> bool:
        """Back into the queue, as if it had just come; released, nothing stops it.

        False where it stands on a ticket or is being read: an old page, or a second
        click, would put a mail without an id on a second ticket.
        """
        rows = Inbound.objects.filter(pk=self.pk, entry=None).exclude(fate=Fate.OPEN)
        # Nothing is left of it to be read once more.
        rows = rows.exclude(fate__in=[Fate.TICKETED, Fate.SUPPRESSED], raw=b"")
        if not rows.update(fate=Fate.OPEN, why="", attempts=0, is_released=release):
            return False
        self.refresh_from_db(fields=["fate", "why", "attempts", "is_released"])
        publish("intake")
        return True

    def _settle(self, fate: Fate, why: str) -> None:
        self.fate, self.why = fate, why
        self.processed_at = timezone.now()
        ask(
            "UPDATE intake_inbound SET fate = %s, why = %s, processed_at = %s,"
            " entry_id = coalesce(%s, entry_id), sender = %s, subject = %s,"
            " message_id = %s, owes_confirmation = %s WHERE id = %s",
            [
                fate.value,
                why,
                self.processed_at,
                self.entry_id,
                self.sender,
                self.subject,
                self.message_id,
                self.owes_confirmation,
                self.pk,
            ],
        )
        if self.is_waiting:
            publish("intake")
