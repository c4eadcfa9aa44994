"""What an agent is writing: it survives everything."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from ombud.lib import html as html_lib
from ombud.tickets.inline_images import pictures_in, to_urls
from ombud.tickets.models.entry import EntryKind
from ombud.tickets.people import typed

if TYPE_CHECKING:
    from ombud.tickets.models.entry import Entry
    from ombud.tickets.models.message import Message
    from ombud.tickets.models.ticket import Ticket
    from ombud.users.models import User

WORDS = ("html", "to", "cc", "bcc", "sender", "subject", "template", "target")


class DraftKind(models.TextChoices):
    """For whose eyes."""

    REPLY = "reply"
    NOTE = "note"


class StaleDraft(Exception):
    """Another screen has saved a newer text; it is left as it is."""

    def __init__(self, draft: "Draft") -> None:
        super().__init__("The draft is newer on another screen.")
        self.draft = draft


class DraftQuerySet(models.QuerySet["Draft"]):
    """Keeping and finding drafts."""

    def place(self, ticket: "Ticket", author: "User", kind: str) -> "Draft":
        """The agent's draft there, or a new one that is not saved yet."""
        found = self.filter(ticket=ticket, author=author, kind=kind).first()
        return found or Draft(ticket=ticket, author=author, kind=kind)

    def begin(
        self, ticket: "Ticket", author: "User", kind: str, key: uuid.UUID | None
    ) -> "Draft":
        """The draft there, saved: files hang on it."""
        draft, _made = self.get_or_create(
            ticket=ticket,
            author=author,
            kind=kind,
            defaults={"key": key or uuid.uuid4()},
        )
        return draft

    @transaction.atomic
    def keep(
        self,
        ticket: "Ticket",
        author: "User",
        kind: str,
        *,
        version: int,
        key: uuid.UUID | None = None,
        words: Mapping[str, str],
    ) -> "Draft":
        """Save what is being written. StaleDraft where another screen was later."""
        draft = self.select_for_update().place(ticket, author, kind)
        if draft.pk is None:
            if not words.get("html"):
                return draft
            draft = self.begin(ticket, author, kind, key)
            draft.version = version
        draft.write(words, version=version)
        draft.drop_if_empty()
        return draft

    def take_back(
        self, entry: "Entry", message: "Message | None", author: "User"
    ) -> "Draft":
        """A reply that has not left, or a note, is a draft again, above what was begun
        since."""
        is_note = entry.kind == EntryKind.NOTE
        kind = DraftKind.NOTE if is_note else DraftKind.REPLY
        draft = self.select_for_update().place(entry.ticket, author, kind)
        files = list(entry.attachments.all())
        begun = draft.html
        draft.html = to_urls(entry.html, files) + begun
        if message:
            draft.to, draft.cc, draft.bcc = (
                typed(people) for people in (message.to, message.cc, message.bcc)
            )
            draft.sender = message.from_address
            draft.subject = message.own_subject(entry.ticket)
        draft.version += 1
        draft.key = uuid.uuid4()
        draft.updated_at = timezone.now()
        draft.save()
        entry.attachments.update(entry=None, draft=draft)
        return draft


class Draft(models.Model):
    """One agent's unfinished reply or note on one ticket."""

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="drafts")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts"
    )
    kind = models.CharField(max_length=6, choices=DraftKind.choices)
    html = models.TextField(blank=True)
    to = models.TextField(blank=True)
    cc = models.TextField(blank=True)
    bcc = models.TextField(blank=True)
    sender = models.CharField(max_length=320, blank=True)
    # What a full answer sets: another subject than the ticket's, its own key for the
    # tags, and the key of the state that the button shows first.
    subject = models.CharField(max_length=300, blank=True)
    template = models.CharField(max_length=100, blank=True)
    target = models.CharField(max_length=80, blank=True)
    # Each save counts up; an older page cannot overwrite a newer text unseen.
    version = models.PositiveIntegerField(default=0)
    # Goes over to the entry: the same draft is never sent twice.
    key = models.UUIDField(default=uuid.uuid4)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "author", "kind"], name="one_draft_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.author_id} on {self.ticket_id}"

    @property
    def text(self) -> str:
        """The words without their looks."""
        return html_lib.text_from(self.html)

    def write(self, words: Mapping[str, str], *, version: int) -> None:
        """Take over what differs, on top of the version that the writer has seen."""
        changed = {
            name: text
            for name, text in words.items()
            if name in WORDS and getattr(self, name) != text
        }
        if not changed:
            return
        if version != self.version:
            raise StaleDraft(self)
        values: dict[str, Any] = {
            **changed,
            "version": version + 1,
            "updated_at": timezone.now(),
        }
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))

    def drop_if_empty(self) -> None:
        """Lists mark who has a draft: where nothing is written there is none."""
        if not self.html and not self.attachments.exists():
            self.delete()

    def hand_over(self, entry: "Entry") -> None:
        """It has become an entry: its files go along, but for pictures taken out."""
        files = list(self.attachments.all())
        shown = pictures_in(entry.html, files)
        for file in files:
            if file in shown or not file.is_inline:
                file.hand_over(entry)
        self.delete()
