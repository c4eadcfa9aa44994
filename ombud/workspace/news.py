"""What has changed in a list since it was drawn; its rows never move."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from ombud.tickets.models import Ticket
from ombud.tickets.paging import Key
from ombud.workspace.listing import Listing
from ombud.workspace.rows import Row, for_rows, row_of

MOST_ROWS = 200
MOST_NEW = 100


@dataclass(frozen=True, slots=True)
class News:
    """Rows that look different now, and how many tickets are new."""

    rows: list[Row]
    new: int


def since(listing: Listing, shown: str, top: str) -> News:
    """Compare with the rows shown, “number.version,number.version”; three queries."""
    versions = _versions(shown)
    rows = [
        row
        for row in _rows_now(listing, list(versions))
        if row.version != versions[int(row.number)]
    ]
    return News(rows, _new(listing, Key.parse(top), list(versions)))


def _versions(shown: str) -> dict[int, str]:
    pairs = (pair.partition(".") for pair in shown.split(",")[:MOST_ROWS])
    return {int(number): version for number, _, version in pairs if number.isdecimal()}


def _rows_now(listing: Listing, numbers: list[int]) -> list[Row]:
    if not numbers:
        return []
    visible = Ticket.objects.visible_to(listing.reader).filter(number__in=numbers)
    still = set(listing.tickets.filter(number__in=numbers).values_list("pk", flat=True))
    now = timezone.now()
    return [
        row_of(ticket, now, current=listing.current, gone=ticket.pk not in still)
        for ticket in for_rows(visible, listing.reader)
    ]


def _new(listing: Listing, top: Key | None, shown: list[int]) -> int:
    """How many stand above the first row, or in a list that was empty."""
    if listing.filters.is_oldest_first:
        return 0
    found: Any = listing.tickets.exclude(number__in=shown)
    if top:
        found = found.filter(last_message_at__gte=top.at)
    elif shown:
        return 0
    return int(found.order_by()[:MOST_NEW].count())
