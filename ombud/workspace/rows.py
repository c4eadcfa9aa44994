"""Rows of a list, made ready for the template: cheap to draw by the hundred."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zlib import crc32

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ombud.channels.models import Kind
from ombud.tickets.models import Draft, Priority, Ticket, TicketQuerySet
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
    "state__name",
    "state__kind",
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


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in a list."""

    ticket: Ticket
    is_unread: bool
    has_draft: bool
    is_current: bool = False
    # No longer in this list: it stays, greyed, until the list is loaded again.
    is_gone: bool = False

    @property
    def origin_icon(self) -> str:
        """How it reached us."""
        return ICONS.get(self.ticket.origin, "inbox")

    @property
    def origin_words(self) -> str:
        """The same for those who do not see the icon."""
        return _("%(channel)s from") % {"channel": Kind(self.ticket.origin).label}

    @property
    def is_pressing(self) -> bool:
        """Whether the priority is shown; defaults are silent."""
        return self.ticket.priority in {Priority.HIGH, Priority.URGENT}

    @property
    def tags(self) -> list[str]:
        """As many as there is room for."""
        return self.ticket.tags[:MOST_TAGS]

    @property
    def version(self) -> str:
        """Differs as soon as the row would look different."""
        ticket = self.ticket
        seen = (
            ticket.last_message_at,
            ticket.subject,
            ticket.state_id,
            ticket.assignee_id,
            ticket.priority,
            ticket.tags,
            ticket.last_preview,
            self.is_unread,
            self.has_draft,
            self.is_gone,
        )
        return f"{crc32(repr(seen).encode()):08x}"


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one day or span of days."""

    name: str
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


def row_of(ticket: Ticket, *, current: int = 0, gone: bool = False) -> Row:
    """The row of a ticket from `for_rows`."""
    return Row(
        ticket,
        is_unread=ticket.is_open and ticket.is_unread,
        has_draft=getattr(ticket, "has_draft", False),
        is_current=ticket.number == current,
        is_gone=gone,
    )


def groups_of(
    tickets: Iterable[Ticket], *, current: int = 0, after: datetime | None = None
) -> Iterator[Group]:
    """Under their day; without a heading where the page before ended in the same."""
    names = _Spans()
    last = names.of(after) if after else ""
    for name, found in groupby(tickets, lambda one: names.of(one.last_message_at)):
        rows = [row_of(ticket, current=current) for ticket in found]
        yield Group(name, "" if name == last else names.label(name), rows)


class _Spans:
    """Today, yesterday, this week, as of now on the reader's calendar."""

    def __init__(self) -> None:
        midnight = timezone.localtime().replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        self._starts = (
            ("today", midnight),
            ("yesterday", midnight - timedelta(days=1)),
            ("week", midnight - timedelta(days=6)),
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
