"""How many tickets stand in each list: one statement for all of them."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from ombud.core.statements import ask
from ombud.tickets.lists import LISTS
from ombud.tickets.models import Sight
from ombud.users.models import User

# Nobody needs to know more: the page says 99+.
CAP = 99
COUNTED = {each.slug: each for each in LISTS if each.counted}
Rows = Callable[[User], QuerySet[Any]]
# What floors above count in the same statement: {key: which rows, for that reader}.
_more: dict[str, Rows] = {}


def count_too(key: str, rows: Rows) -> None:
    """Count these rows with the lists; called by an app's ready()."""
    _more[key] = rows


def counts_for(reader: User) -> dict[str, int]:
    """{slug: tickets in that list}; CAP + 1 where there are more than CAP."""
    sql, params = _statement(reader.pk, Sight.of(reader))
    return dict(zip([*COUNTED, *_more], ask(sql, params)[0], strict=True))


@lru_cache(maxsize=1000)
def _statement(pk: int, sight: Sight) -> tuple[str, tuple[Any, ...]]:
    """One SELECT of capped sub-selects; building it takes longer than running it."""
    reader = sight.reader(pk)
    counted: list[Rows] = [each.tickets for each in COUNTED.values()]
    parts = [_capped(rows(reader)) for rows in (*counted, *_more.values())]
    sql = f"SELECT {', '.join(part for part, _ in parts)}"  # Django's SQL
    return sql, tuple(value for _, values in parts for value in values)


def _capped(tickets: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
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
