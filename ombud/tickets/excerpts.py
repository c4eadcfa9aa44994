"""A part of a long history: where words stand, the notes alone, a place in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.safestring import SafeString

from ombud.tickets.marking import marked
from ombud.tickets.models import Attachment, Entry, EntryKind, Ticket
from ombud.tickets.paging import Key
from ombud.tickets.said import Said
from ombud.tickets.timeline import PAGE, Item, items_of, said_among

FIRST = "first"
NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry in which the words stand."""

    said: Said
    snippet: SafeString

    @property
    def url(self) -> str:
        """The conversation from there on."""
        return f"?at={Key(self.said.at, self.said.pk)}#{self.said.key}"


@dataclass
class Excerpt:
    """What the address asks for, with its entries; two queries at most."""

    ticket: Ticket
    words: str = ""
    only: str = ""
    at: str = ""
    before: Key | None = None

    @property
    def is_search(self) -> bool:
        """Whether it shows where words stand."""
        return bool(self.words)

    @cached_property
    def page(self) -> list[Said]:
        """Its entries, oldest first, and one more where there are more."""
        rows = self._rows()
        if self.at:
            return said_among(rows.order_by("at", "id")[: PAGE + 1])
        return said_among(rows.order_by("-at", "-id")[: PAGE + 1])[::-1]

    @property
    def shown(self) -> list[Said]:
        """As many as a page holds."""
        return self.page[:PAGE] if self.at else self.page[-PAGE:]

    @property
    def items(self) -> list[Item]:
        """As the timeline shows them."""
        return items_of(self.shown, self.ticket)

    @property
    def hits(self) -> list[Hit]:
        """Where the words stand."""
        words = self.words.split()
        return [Hit(said, marked(said.plain, words)) for said in self.shown]

    @property
    def earlier_url(self) -> str:
        """The page before; empty where there is none."""
        if self.at == FIRST or not self.shown:
            return ""
        key = Key(self.shown[0].at, self.shown[0].pk)
        if self.at:
            return f"?{urlencode({'before': key})}"
        more = len(self.page) > PAGE
        asked = {"q": self.words} if self.words else {"only": self.only}
        return f"?{urlencode({**asked, 'before': key})}" if more else ""

    @property
    def later_url(self) -> str:
        """The page after; empty where there is none."""
        if not self.at or len(self.page) <= PAGE:
            return ""
        key = Key(self.page[-1].at, self.page[-1].pk)
        return f"?at={key}#ticket-{self.ticket.number}-timeline"

    def _rows(self) -> QuerySet[Entry]:
        rows = Entry.objects.filter(ticket=self.ticket)
        if self.at:
            return _from(rows, Key.parse(self.at))
        if self.before:
            rows = rows.filter(at__lte=self.before.at)
            rows = rows.exclude(at=self.before.at, pk__gte=self.before.pk)
        if self.only:
            return rows.filter(kind=EntryKind.NOTE)
        rows = rows.filter(undone_at=None).exclude(kind=EntryKind.EVENT)
        for word in self.words.split():
            rows = rows.filter(_says(word))
        return rows


def excerpt(ticket: Ticket, asked: Mapping[str, str]) -> Excerpt | None:
    """The part that `?q=`, `?only=notes` or `?at=` names; None for the whole."""
    words = " ".join(asked.get("q", "").split())[:100]
    only = NOTES if asked.get("only") == NOTES else ""
    at = asked.get("at", "")
    if at != FIRST and not Key.parse(at):
        at = ""
    if not (words or only or at):
        return None
    before = Key.parse(asked.get("before", ""))
    if words:
        return Excerpt(ticket, words=words, before=before)
    return Excerpt(ticket, only=only, at="" if only else at, before=before)


def _from(rows: QuerySet[Entry], key: Key | None) -> QuerySet[Entry]:
    """That entry and all after it; all where it is the first."""
    if key is None:
        return rows
    return rows.filter(at__gte=key.at).exclude(at=key.at, pk__lt=key.pk)


def _says(word: str) -> Q:
    """In the new words, not in what they quote; or in a file's name."""
    files = Attachment.objects.filter(entry=OuterRef("pk"), filename__icontains=word)
    return (
        Q(reply_text__icontains=word)
        | Q(reply_text="", text__icontains=word)
        | Q(author_name__icontains=word)
        | Q(Exists(files))
    )
