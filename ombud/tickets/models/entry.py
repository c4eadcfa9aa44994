"""One thing on a ticket's timeline."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import Actor, ActorKind


class EntryKind(models.TextChoices):
    """What sort of thing."""

    MESSAGE = "message", _("Message")
    NOTE = "note", _("Note")
    CALL = "call", _("Call")
    EVENT = "event", _("Event")


class Direction(models.TextChoices):
    """Which way a message went."""

    IN = "in", _("Received")
    OUT = "out", _("Sent")


class Verb(models.TextChoices):
    """What happened, in the past."""

    RECEIVED = "received", _("received")
    REPLIED = "replied", _("replied")
    AUTO_REPLIED = "auto_replied", _("confirmed to the customer")
    NOTED = "noted", _("noted")
    OPENED = "opened", _("opened the ticket")
    ASSIGNED = "assigned", _("assigned")
    MOVED = "moved", _("changed the state")
    CHANGED = "changed", _("changed")
    LINKED = "linked", _("linked")
    UNLINKED = "unlinked", _("took a link away")
    UNDONE = "undone", _("took back")
    DELIVERY_FAILED = "delivery_failed", _("could not deliver")
    RESENT = "resent", _("sent again")
    FORWARDED = "forwarded", _("forwarded")
    DELETED = "deleted", _("moved to the bin")
    RESTORED = "restored", _("took out of the bin")
    IDENTIFIED = "identified", _("linked the customer")
    NOTIFIED = "notified", _("told the customer")
    ERASED = "erased", _("erased what is personal")
    SHARED = "shared", _("made a link for the customer")
    UNSHARED = "unshared", _("revoked the customer's link")
    SNOOZED = "snoozed", _("put it to sleep")
    WOKEN = "woken", _("woke it up")
    PUT_OFF = "put_off", _("chose when it leaves")
    NOTICE_FAILED = "notice_failed", _("could not write a notice")
    MERGED = "merged", _("merged tickets")
    PARTED = "parted", _("took a merge back")
    SPLIT = "split", _("split messages off")


def verb_choices() -> list[tuple[str, str]]:
    """A callable, so that a new verb makes no migration."""
    return [(value, str(label)) for value, label in Verb.choices]


class EntryQuerySet(models.QuerySet["Entry"]):
    """Finding entries."""

    def with_key(self, key: UUID | None) -> "Entry | None":
        """What the draft with that key has become."""
        return self.filter(key=key).first() if key else None


class Entry(models.Model):
    """One thing on a ticket's timeline: message, note, call or event."""

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="entries")
    # The ticket it goes back to, where a merge has brought it here.
    home = models.ForeignKey(
        "tickets.Ticket",
        models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,  # its partial index stands in Meta
    )
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    verb = models.CharField(max_length=16, choices=verb_choices)
    direction = models.CharField(max_length=3, choices=Direction.choices, blank=True)
    at = models.DateTimeField(default=timezone.now)

    # By whom; the name stays as it was then.
    author_kind = models.CharField(max_length=10)
    author_name = models.CharField(max_length=320, blank=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="entries"
    )
    contact = models.ForeignKey(
        "customers.Contact", models.SET_NULL, null=True, related_name="entries"
    )

    # What changed: {field: [old, new]} by public keys; and by which action or rule.
    action = models.CharField(max_length=60, blank=True)
    cause = models.CharField(max_length=120, blank=True)
    changes = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    # Of the wish for many tickets that it belongs to.
    batch = models.ForeignKey(
        "tickets.Batch",
        models.SET_NULL,
        null=True,
        related_name="entries",
        db_index=False,  # its partial index stands in Meta
    )
    # Of the draft it was: the same key twice is the same entry.
    key = models.UUIDField(null=True, unique=True)

    # What it says. `html` is safe, and only the new words; `quoted_html` the rest.
    text = models.TextField(blank=True)
    reply_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    quoted_html = models.TextField(blank=True)
    # A letter with its own layout is shown in a frame of its own.
    is_designed = models.BooleanField(default=False)
    # What an event is about: a number, an address, a server's words.
    particulars = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["ticket", "at", "id"], name="entry_timeline"),
            models.Index(
                fields=["batch"],
                name="entry_of_batch",
                condition=models.Q(batch__isnull=False),
            ),
            models.Index(
                fields=["home"],
                name="entry_of_home",
                condition=models.Q(home__isnull=False),
            ),
            # What an agent did, newest first; what comes in by itself costs nothing.
            models.Index(
                fields=["agent", "-at", "-id"],
                name="entry_of_agent",
                condition=models.Q(agent__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @staticmethod
    def author_columns(by: Actor) -> dict[str, Any]:
        """The columns that keep who did it."""
        columns: dict[str, Any] = {
            "author_kind": by.actor_kind,
            "author_name": by.actor_name,
        }
        if by.actor_kind == ActorKind.AGENT:
            columns["agent"] = by
        elif by.actor_kind == ActorKind.CONTACT:
            columns["contact"] = by
        return columns

    @property
    def preview(self) -> str:
        """The new words on one line."""
        return preview_of(self.reply_text or self.text)

    @property
    def is_incoming(self) -> bool:
        """Whether it came to us."""
        return self.direction == Direction.IN

    @property
    def is_machine(self) -> bool:
        """Whether no person did it."""
        return self.author_kind == ActorKind.MACHINE


def preview_of(text: str) -> str:
    """A text on one line, as much of it as a list may show."""
    return " ".join(text[:1000].split())
