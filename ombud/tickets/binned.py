"""The bin as one reader sees it: what lies there, thrown away by whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery

from ombud.tickets.models import (
    Attachment,
    Entry,
    EntryKind,
    Ticket,
    TicketQuerySet,
    Verb,
)
from ombud.tickets.paging import Key, Page
from ombud.users.models import User

SIZE = 40
# As many as one page may choose, and a few more.
MOST = 100
# Of so many the question says the names.
NAMED = 5


def bin_page(reader: User, after: Key | None = None) -> Page:
    """What was thrown away last comes first; one query."""
    tickets = with_deleter(Ticket.objects.in_bin_of(reader).select_related("state"))
    if after:
        tickets = tickets.filter(deleted_at__lte=after.at)
        tickets = tickets.exclude(deleted_at=after.at, pk__gte=after.pk)
    found = list(tickets.order_by("-deleted_at", "-id")[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    following = Key(last.deleted_at, last.pk) if last and last.deleted_at else None
    return Page(found[:SIZE], following)


def with_deleter(tickets: TicketQuerySet) -> TicketQuerySet:
    """`deleted_by`: the name of whoever threw each of them away."""
    deleted = Entry.objects.filter(ticket=OuterRef("pk"), verb=Verb.DELETED)
    newest = deleted.order_by("-at", "-id").values("author_name")[:1]
    return tickets.annotate(deleted_by=Subquery(newest))


def chosen(reader: User, numbers: Iterable[str]) -> list[Ticket]:
    """Those of these numbers that lie in the reader's bin."""
    known = [int(number) for number in numbers if number.isdecimal()][:MOST]
    found = Ticket.objects.in_bin_of(reader).filter(number__in=known)
    return list(found.order_by("-deleted_at", "-id"))


@dataclass(frozen=True, slots=True)
class Loss:
    """What would go for good with some tickets."""

    tickets: list[Ticket]
    messages: int
    notes: int
    files: int

    @classmethod
    def of(cls, tickets: list[Ticket]) -> "Loss":
        """Two queries."""
        entries = Entry.objects.filter(ticket__in=tickets)
        counted = entries.aggregate(
            messages=Count("pk", Q(kind=EntryKind.MESSAGE)),
            notes=Count("pk", Q(kind=EntryKind.NOTE)),
        )
        files = Attachment.objects.filter(entry__ticket__in=tickets).count()
        return cls(tickets, **counted, files=files)

    @property
    def named(self) -> list[Ticket]:
        """The first of them."""
        return self.tickets[:NAMED]

    @property
    def others(self) -> int:
        """How many more there are."""
        return len(self.tickets) - len(self.named)
