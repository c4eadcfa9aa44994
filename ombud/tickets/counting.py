"""How many tickets stand in each list: one statement for all of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from ombud.tickets.lists import LISTS
from ombud.tickets.models import TicketQuerySet
from ombud.users.models import User

# Nobody needs to know more: the page says 99+.
CAP = 99


def counts_for(reader: User) -> dict[str, int]:
    """{slug: tickets in that list}; CAP + 1 where there are more than CAP."""
    return capped_counts(
        {each.slug: each.tickets(reader) for each in LISTS if each.counted}
    )


def capped_counts(lists: Mapping[str, TicketQuerySet]) -> dict[str, int]:
    """All counts by one SELECT of capped sub-selects."""
    parts = [_capped(tickets) for tickets in lists.values()]
    sql = f"SELECT {', '.join(part for part, _ in parts)}"  # Django's SQL
    params = [value for _, values in parts for value in values]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row: Iterable[int] = cursor.fetchone() or ()
    return dict(zip(lists, row, strict=True))


def _capped(tickets: TicketQuerySet) -> tuple[str, tuple[Any, ...]]:
    try:
        few = tickets.order_by().values("pk")[: CAP + 1]
        sql, params = few.query.sql_with_params()
    except EmptyResultSet:
        # An agent without a team, or without the right.
        return "0", ()
    return f"(SELECT count(*) FROM ({sql}) AS few)", params  # noqa: S608


def shown(count: int) -> str:
    """As the sidebar has it: nothing for none, 99+ for many."""
    if not count:
        return ""
    return f"{CAP}+" if count > CAP else str(count)
