"""Rows of a list: plain values, drawn once and kept while they look the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zlib import crc32

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ombud.channels.models import Kind
from ombud.core import local_time
from ombud.tickets.models import Chip, Draft, Priority, Tag, Ticket, TicketQuerySet
from ombud.users.models import User

# The columns a row shows; a list reads no other.
COLUMNS = (
    "number",
    "subject",
    "origin",
    "priority",
    "tags",
    "requester_name",
    "requester_email",
    "requester_phone",
    "last_message_at",
    "last_in_at",
    "last_kind",
    "last_preview",
    "is_open",
    "asleep_until",
    "closed_at",
    "woken_at",
    "state__name",
    "state__kind",
    "state__hue",
    "assignee__name",
)
ICONS = {
    "mail": "mail",
    "form": "globe",
    "phone": "phone",
    "counter": "store",
    "sms": "message-square",
    "fax": "printer",
    "field": "truck",
    "portal": "circle-user",
    "api": "plug-zap",
}
MOST_TAGS = 3
PRESSING = {Priority.HIGH, Priority.URGENT}


@dataclass(frozen=True, slots=True)
class Person:
    """An agent as an avatar shows them."""

    name: str
    hue: int
    initials: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, in the words of now."""

    iso: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in a list: all that its row shows, in the reader's language."""

    number: str
    who: str
    subject: str
    preview: str
    last_kind: str
    origin: str
    state: str
    glyph: str
    priority: str
    tags: tuple[Chip, ...]
    assignee: Person | None
    at: Moment
    # Of the state; 0: the colour of its kind.
    hue: int = 0
    is_unread: bool = False
    has_draft: bool = False
    # Until when it sleeps; since it is back, nobody has done anything.
    asleep: str = ""
    is_back: bool = False
    is_current: bool = False
    # No longer in this list: it stays, greyed, until the list is loaded again.
    is_gone: bool = False

    @property
    def origin_icon(self) -> str:
        """How it reached us."""
        return ICONS.get(self.origin, "inbox")

    @property
    def origin_words(self) -> str:
        """The same for those who do not see the icon."""
        return _("%(channel)s from") % {"channel": Kind(self.origin).label}

    @property
    def priority_label(self) -> str:
        """Its name; empty for the silent ones."""
        return str(Priority(self.priority).label) if self.priority else ""

    @property
    def version(self) -> str:
        """Differs as soon as the row would look different; time alone is no change."""
        plain = replace(self, is_current=False, at=Moment(self.at.iso, "", ""))
        return f"{crc32(repr(plain).encode()):08x}"

    @property
    def html(self) -> SafeString:
        """The row."""
        return drawn(self, get_language() or "")

    @property
    def html_in_place(self) -> SafeString:
        """The row, to take the place of the one on the page."""
        return drawn(self, get_language() or "", oob=True)


@lru_cache(maxsize=5000)
def drawn(row: Row, _language: str, *, oob: bool = False) -> SafeString:
    """Drawn once for all who see the same."""
    return render_to_string("workspace/_row.html", {"row": row, "oob": oob})


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one day or span of days."""

    label: str
    rows: list[Row]


def for_rows(tickets: TicketQuerySet, reader: User) -> TicketQuerySet:
    """With all that a row shows, in one query."""
    drafts = Draft.objects.filter(ticket=OuterRef("pk"), author=reader)
    return (
        tickets.with_reading_of(reader)
        .select_related("state", "assignee")
        .only(*COLUMNS)
        .annotate(has_draft=Exists(drafts))
    )


def _until(ticket: Ticket) -> str:
    """Till when it sleeps, if it does."""
    until = ticket.asleep_until if ticket.is_asleep else None
    return local_time.full(until) if until else ""


def row_of(
    ticket: Ticket, now: datetime, *, current: int = 0, gone: bool = False
) -> Row:
    """The row of a ticket from `for_rows`."""
    owner, state, at = ticket.assignee, ticket.state, ticket.last_message_at
    return Row(
        number=str(ticket.number),
        who=ticket.requester,
        subject=ticket.subject,
        preview=ticket.last_preview,
        last_kind=ticket.last_kind,
        origin=ticket.origin,
        state=state.label,
        glyph=state.glyph,
        priority=ticket.priority if ticket.priority in PRESSING else "",
        tags=Tag.objects.chips(ticket.tags[:MOST_TAGS]),
        assignee=Person(owner.name, owner.hue, owner.initials) if owner else None,
        at=Moment(
            at.isoformat(timespec="seconds"),
            local_time.full(at),
            local_time.short(at, now),
        ),
        hue=state.hue,
        is_unread=ticket.is_open and ticket.is_unread,
        asleep=_until(ticket),
        is_back=ticket.woken_at is not None,
        has_draft=getattr(ticket, "has_draft", False),
        is_current=ticket.number == current,
        is_gone=gone,
    )


def groups_of(
    tickets: Iterable[Ticket], *, current: int = 0, after: datetime | None = None
) -> Iterator[Group]:
    """Under their day; without a heading where the page before ended in the same."""
    now = timezone.now()
    spans = Spans()
    last = spans.of(after) if after else ""
    for name, found in groupby(tickets, lambda one: spans.of(one.last_message_at)):
        rows = [row_of(ticket, now, current=current) for ticket in found]
        yield Group("" if name == last else spans.label(name), rows)


class Spans:
    """Today, yesterday, this week, as of now on the reader's calendar."""

    def __init__(self) -> None:
        """Where each begins."""
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        self._starts = (
            ("today", today),
            ("yesterday", today - timedelta(days=1)),
            ("week", today - timedelta(days=6)),
        )

    def of(self, moment: datetime) -> str:
        """The span a moment falls into."""
        return next(
            (name for name, start in self._starts if moment >= start), "earlier"
        )

    def label(self, name: str) -> str:
        """Its heading."""
        return {
            "today": _("Today"),
            "yesterday": _("Yesterday"),
            "week": _("This week"),
            "earlier": pgettext("heading of a list", "Earlier"),
        }[name]
