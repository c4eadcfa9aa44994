"""One message or note as it is read."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ombud.core.actor import ActorKind
from ombud.tickets import letters
from ombud.tickets.delivering import Tick, tick_of
from ombud.tickets.guarding import findings_in, sentence_of
from ombud.tickets.models import Attachment, Entry, EntryKind, Message
from ombud.tickets.models.concerns.unmailed import is_on_page
from ombud.tickets.sentences import Sentence
from ombud.tickets.urls_of import attachment_url, optional_url

# Above this a plain letter is laid in a frame too: it is no letter any more.
MOST_INLINE = 200_000
# Heavier ones are drawn anew each time.
MOST_KEPT = 20_000
# Longer ones are cut, with a button that shows all.
LONG = 6_000


@dataclass
class Said:
    """A message or a note, with its files, its delivery and what may be shown of it."""

    entry: Entry
    attachments: list[Attachment]
    # Asked for on this very request, for this entry.
    with_images: bool = False
    # By whoever reads it, now: a letter that waits, or a note of their own.
    is_revocable: bool = False
    # By whoever reads it: to a ticket of its own.
    is_movable: bool = False
    kind: str = field(default="said", init=False)

    @property
    def pk(self) -> int:
        """The entry's."""
        return self.entry.pk

    @property
    def key(self) -> str:
        """Its id on the page."""
        return f"entry-{self.pk}"

    @property
    def at(self) -> datetime:
        """When."""
        return self.entry.at

    @property
    def is_shown(self) -> bool:
        """Whether it stands for itself, and not among the events."""
        return self.entry.kind != EntryKind.EVENT and not self.entry.undone_at

    @property
    def is_note(self) -> bool:
        """Only for colleagues."""
        return self.entry.kind == EntryKind.NOTE

    @property
    def is_call(self) -> bool:
        """What was said on the telephone."""
        return self.entry.kind == EntryKind.CALL

    @property
    def is_on_page(self) -> bool:
        """What stands on the customer's page alone."""
        message = self.message
        return message is not None and is_on_page(
            self.entry, message.delivery, message.filed_by
        )

    @property
    def is_ours(self) -> bool:
        """Whether we sent it."""
        return self.entry.direction == "out"

    @property
    def is_automatic(self) -> bool:
        """Whether no person wrote it."""
        return self.entry.author_kind == ActorKind.MACHINE

    @property
    def tone(self) -> str:
        """White for customers, tinted for us, yellow for notes."""
        if self.is_note:
            return " msg-note"
        return " msg-out" if self.is_ours else ""

    @cached_property
    def message(self) -> Message | None:
        """Its envelope; notes and calls have none."""
        return getattr(self.entry, "message", None)

    @cached_property
    def tick(self) -> Tick | None:
        """Where it stands on its way."""
        return tick_of(self.message.delivery) if self.message else None

    @property
    def address(self) -> str:
        """Who wrote it from which address."""
        return self.message.from_address if self.message else ""

    @cached_property
    def to(self) -> str:
        """To whom, the first by name and how many more."""
        people = [*self.message.to, *self.message.cc] if self.message else []
        if not people:
            return ""
        first = people[0].get("name") or people[0]["address"]
        if len(people) == 1:
            return str(first)
        return _("%(name)s and %(count)s more") % {
            "name": first,
            "count": len(people) - 1,
        }

    @cached_property
    def envelope(self) -> list[tuple[str, str]]:
        """From, to, copies and subject; what was told by word of mouth has none."""
        if not (self.message and (self.message.message_id or self.message.to)):
            return []
        sender = [{"name": self.message.from_name, "address": self.address}]
        lines = [
            (_("From"), listed(sender)),
            (_("To"), listed(self.message.to)),
            (_("Cc"), listed(self.message.cc)),
            (_("Bcc"), listed(self.message.bcc)),
            (_("Subject"), self.message.subject),
            (_("Filed here because"), self.filed_by),
            (_("Sent although"), self.sent_although),
        ]
        return [(name, value) for name, value in lines if value]

    @property
    def sent_although(self) -> str:
        """What was seen in it before it left, and why it was right."""
        found = " ".join(map(sentence_of, findings_in(self.entry.particulars)))
        why = self.entry.particulars.get("despite", "")
        return f"{found} {why}".strip()

    @property
    def filed_by(self) -> str:
        """Why it stands on this ticket."""
        return self.message.get_filed_by_display() if self.message else ""

    @property
    def weight(self) -> int:
        """Bytes of its HTML."""
        return getattr(self.entry, "weight", 0) or 0

    @property
    def is_framed(self) -> bool:
        """Whether it has a layout of its own, or is too heavy for our page."""
        return bool(self.weight) and (
            self.entry.is_designed or self.weight > MOST_INLINE
        )

    @property
    def shows_images(self) -> bool:
        """Whether pictures from elsewhere may load."""
        return self.with_images or getattr(self.entry, "is_trusted", False)

    @cached_property
    def remote_images(self) -> int:
        """How many pictures from elsewhere wait for the reader's word."""
        if self.shows_images or not self._html:
            return 0
        if self.is_framed:
            return letters.remote_images(self._html)
        return letters.inline(self._html)[1] + letters.inline(self._quote)[1]

    @cached_property
    def body(self) -> SafeString:
        """The new words."""
        if not self._html:
            return letters.from_text(getattr(self.entry, "shown_text", ""))
        return self._inline(self._html)

    @cached_property
    def quote(self) -> SafeString:
        """What it quotes."""
        return self._inline(self._quote)

    @property
    def plain(self) -> str:
        """The new words without a layout."""
        return getattr(self.entry, "shown_text", "")

    @property
    def is_long(self) -> bool:
        """Whether it is cut at first."""
        return not self.is_framed and len(getattr(self.entry, "shown_text", "")) > LONG

    @cached_property
    def files(self) -> list[Attachment]:
        """What came with it and is not seen in the text."""
        text = self._html + self._quote
        return [
            file
            for file in self.attachments
            if not (file.content_id and f"cid:{file.content_id}" in text)
        ]

    @property
    def look(self) -> tuple[object, ...] | None:
        """All that decides how it looks; None where it must be drawn each time.

        What holds a form holds the reader's own token, and what is heavy fills memory.
        """
        tick = self.tick
        if self.remote_images or self.weight > MOST_KEPT or (tick and tick.asks):
            return None
        agent = self.entry.agent
        files = tuple(file.pk for file in self.attachments)
        who = (agent.pk, agent.name) if agent else None
        # An erased letter is no more what it was; its words are all gone then.
        length = len(self.plain)
        marks = (self.shows_images, self.is_revocable, self.is_movable)
        return (self.pk, self.weight, length, marks, tick, who, files)

    @property
    def frame_url(self) -> str:
        """Where the letter stands by itself."""
        url = reverse("entry-letter", args=[self.pk])
        return f"{url}?images=on" if self.shows_images else url

    @cached_property
    def original_url(self) -> str:
        """Where the mail stands as it came; empty where there is none."""
        if not self.message or self.is_ours or not self.message.channel_id:
            return ""
        return optional_url("entry-original", self.pk)

    def undone_sentence(self) -> Sentence:
        """A reply that was taken back before it left, or a note."""
        pattern = (
            _("{name} took a note back")
            if self.is_note
            else _("{name} took a reply back before it left")
        )
        text = format_html(pattern, name=self.entry.author_name)
        return Sentence(text, 1, "undo-2")

    @property
    def _html(self) -> str:
        return getattr(self.entry, "shown_html", "") or ""

    @property
    def _quote(self) -> str:
        return getattr(self.entry, "shown_quote", "") or ""

    def _inline(self, html: str) -> SafeString:
        if self.shows_images:
            return letters.with_files(letters.inline_with_images(html), self._urls)
        return letters.with_files(letters.inline(html)[0], self._urls)

    @cached_property
    def _urls(self) -> dict[str, str]:
        return urls_by_cid(self.attachments)


def urls_by_cid(files: list[Attachment]) -> dict[str, str]:
    """Where the pictures inside a letter are kept, by Content-ID."""
    return {file.content_id: attachment_url(file) for file in files if file.content_id}


def listed(people: list[dict[str, Any]]) -> str:
    """Name <address>, one after the other."""
    return ", ".join(
        f"{one['name']} <{one['address']}>" if one.get("name") else one["address"]
        for one in people
        if one.get("address")
    )
