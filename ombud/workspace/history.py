"""Everything that was said with one customer: one timeline over tickets and channels.

The newest entries stand on the tickets with the newest last messages, so that no more
than a page of tickets is looked at for the first page. Older pages, and a search, look
at the newest two thousand tickets of a customer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.safestring import SafeString

from ombud.channels.models import Kind
from ombud.core.actor import ActorKind
from ombud.sales.about import ids_about, orders_of
from ombud.sales.models import Order
from ombud.tickets.marking import marked
from ombud.tickets.models import Entry, EntryKind, Ticket, TicketQuerySet
from ombud.tickets.paging import Key
from ombud.tickets.timeline import Day
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workspace.rows import ICONS

PAGE = 30
MOST_TICKETS = 2000
# Shown folded; longer letters are read on their ticket.
MOST_LETTERS = 4000
SHORT = 180


@dataclass(frozen=True, slots=True)
class Told:
    """One entry, beside the ticket it stands on."""

    entry: Entry
    ticket: Ticket
    words: list[str]

    @property
    def tone(self) -> str:
        """White for customers, tinted for us, yellow for notes."""
        if self.entry.kind == EntryKind.NOTE:
            return " msg-note"
        return " msg-out" if self.entry.direction == "out" else ""

    @property
    def is_note(self) -> bool:
        """Only for colleagues."""
        return self.entry.kind == EntryKind.NOTE

    @property
    def is_automatic(self) -> bool:
        """Whether no person wrote it."""
        return self.entry.author_kind == ActorKind.MACHINE

    @property
    def text(self) -> str:
        """The new words."""
        return str(getattr(self.entry, "said", ""))

    @property
    def snippet(self) -> SafeString:
        """Where the words stand, or how it begins."""
        return marked(self.text, self.words)

    @property
    def is_short(self) -> bool:
        """Whether the snippet is all of it."""
        return not self.words and len(" ".join(self.text.split())) <= SHORT

    @property
    def url(self) -> str:
        """The conversation from there on."""
        key = Key(self.entry.at, self.entry.pk)
        return f"{self.ticket.get_absolute_url()}?at={key}#entry-{self.entry.pk}"

    @property
    def icon(self) -> str:
        """Which way it came."""
        return ICONS.get(self.ticket.origin, "inbox")

    @property
    def origin(self) -> str:
        """The same in words."""
        return str(Kind(self.ticket.origin).label)


@dataclass
class History:
    """A page of what was said, newest first; three queries."""

    tickets: TicketQuerySet
    words: str = ""
    origin: str = ""
    before: Key | None = None
    # The number of the order that it is narrowed to.
    order: str = ""

    @classmethod
    def asked(
        cls, tickets: TicketQuerySet, asked: Mapping[str, str], reader: User
    ) -> "History":
        """Of these tickets, as the address narrows it."""
        words = " ".join(asked.get("q", "").replace("\0", "").split())[:100]
        origin = asked.get("origin", "")
        origin = origin if origin in Kind.values else ""
        order = _order(asked.get("order", ""), reader)
        if order:
            tickets = tickets.filter(pk__in=ids_about(order))
        before = Key.parse(asked.get("before", ""))
        return cls(tickets, words, origin, before, order.number if order else "")

    @property
    def is_first(self) -> bool:
        """Whether nothing newer is left out."""
        return self.before is None

    @cached_property
    def days(self) -> list[tuple[Day, list[Told]]]:
        """Day by day."""
        told = self._told
        by_day = groupby(told, key=lambda one: _day(one.entry))
        return [(Day(day), list(of_day)) for day, of_day in by_day]

    @property
    def older_url(self) -> str:
        """What was said before; empty where nothing was."""
        if len(self._entries) <= PAGE:
            return ""
        last = self._entries[PAGE - 1]
        asks = {"q": self.words, "origin": self.origin, "order": self.order}
        asked = {name: value for name, value in asks.items() if value}
        return f"?{urlencode({**asked, 'before': Key(last.at, last.pk)})}"

    @property
    def is_narrowed(self) -> bool:
        """Whether it shows not all."""
        return bool(self.words or self.origin or self.order)

    def orders_of(self, tickets: TicketQuerySet, reader: User) -> list[str]:
        """By which orders it can be narrowed, by their numbers."""
        if not reader.may(Permission.SEE_ORDERS):
            return []
        found = [order.number for order in orders_of(tickets)]
        return found if self.order in {"", *found} else [self.order, *found]

    @property
    def origins(self) -> list[tuple[str, str]]:
        """Which ways there are, to narrow by."""
        return [(str(value), str(label)) for value, label in Kind.choices]

    @cached_property
    def _told(self) -> list[Told]:
        entries = self._entries[:PAGE]
        tickets = self._some.select_related("state").in_bulk(
            {entry.ticket_id for entry in entries}
        )
        words = self.words.split()
        return [Told(one, tickets[one.ticket_id], words) for one in entries]

    @cached_property
    def _entries(self) -> list[Entry]:
        is_plain = self.before is None and not self.words
        some = self._some.order_by("-last_message_at", "-pk")
        newest = some.values("pk")[: PAGE + 1 if is_plain else MOST_TICKETS]
        rows = Entry.objects.filter(ticket__in=newest, undone_at=None)
        rows = rows.exclude(kind=EntryKind.EVENT)
        if self.before:
            rows = rows.filter(at__lte=self.before.at)
            rows = rows.exclude(at=self.before.at, pk__gte=self.before.pk)
        for word in self.words.split():
            rows = rows.filter(
                Q(reply_text__icontains=word)
                | Q(reply_text="", text__icontains=word)
                | Q(author_name__icontains=word)
                | Q(ticket__subject__icontains=word)
            )
        return list(with_words(rows).order_by("-at", "-pk")[: PAGE + 1])

    @property
    def _some(self) -> TicketQuerySet:
        return self.tickets.filter(origin=self.origin) if self.origin else self.tickets


def with_words(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """With the beginning of the new words, and nothing heavy."""
    shown = Case(When(reply_text="", then=F("text")), default=F("reply_text"))
    return (
        rows.select_related("agent")
        .only(
            "ticket_id",
            "kind",
            "direction",
            "at",
            "author_kind",
            "author_name",
            "agent__name",
        )
        .annotate(said=Left(shown, MOST_LETTERS))
    )


def _order(number: str, reader: User) -> Order | None:
    """The order of that number, where the reader may see it."""
    if not number or not reader.may(Permission.SEE_ORDERS):
        return None
    found: Order | None = Order.objects.filter(number=number[:64]).first()
    return found


def _day(entry: Entry) -> date:
    return timezone.localdate(entry.at)
