"""Pages of a list by key: the thousandth costs what the first does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.tickets.models.base import NEWEST_FIRST

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
OLDEST_FIRST = [each.copy() for each in NEWEST_FIRST]
for _each in OLDEST_FIRST:
    _each.reverse_ordering()


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Where a ticket stands in a list: its last message, then its id."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.pk}"

    @classmethod
    def of(cls, ticket: Ticket) -> Self:
        """The key of that ticket."""
        return cls(ticket.last_message_at, ticket.pk)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key in an address; None where there is none, or nonsense."""
        moment, _, pk = text.partition("-")
        try:
            return cls(EPOCH + int(moment) * MICROSECOND, int(pk))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Page:
    """Some tickets, and the key behind which the next ones stand."""

    tickets: list[Ticket]
    next: Key | None


def page_of(
    tickets: TicketQuerySet, after: Key | None, *, size: int, oldest: bool = False
) -> Page:
    """The tickets behind that key, newest last message first, or oldest."""
    if after:
        tickets = behind(tickets, after, oldest=oldest)
    return cut([*ordered(tickets, size=size, oldest=oldest)], size)


def ordered(
    tickets: TicketQuerySet, *, size: int, oldest: bool = False
) -> TicketQuerySet:
    """As many as a page holds, and one that tells whether there are more."""
    return tickets.order_by(*(OLDEST_FIRST if oldest else NEWEST_FIRST))[: size + 1]


def cut(found: list[Ticket], size: int) -> Page:
    """A page of what `ordered` has found."""
    return Page(found[:size], Key.of(found[size - 1]) if len(found) > size else None)


def behind(
    tickets: TicketQuerySet, key: Key, *, oldest: bool = False
) -> TicketQuerySet:
    """Those that follow the key; equal times are told apart by the id."""
    if oldest:
        tickets = tickets.filter(last_message_at__gte=key.at)
        return tickets.exclude(last_message_at=key.at, pk__lte=key.pk)
    tickets = tickets.filter(last_message_at__lte=key.at)
    return tickets.exclude(last_message_at=key.at, pk__gte=key.pk)
