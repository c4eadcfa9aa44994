"""Lists by their newest: where a page starts is where the last one ended."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and what finds those behind them."""

    rows: Sequence[Any]
    older: str


def page_of(rows: Any, column: str, after: str) -> Page:
    """The rows behind `after` by (column, id), the newest first."""
    return _page(behind(rows, column, after), column)


def page_of_either(rows: Any, ways: Sequence[Q], column: str, after: str) -> Page:
    """The same of what fits any of the ways: a page of each, by its own index."""
    if not ways:
        return Page([], "")
    every = rows.model._default_manager.newest_first()
    every = behind(every.alias(mail=Lower("customer_email")), column, after)
    some = [every.filter(way).values("pk")[: SIZE + 1] for way in ways]
    keys = some[0].union(*some[1:]) if some[1:] else some[0]
    return _page(rows.filter(pk__in=keys), column)


def behind(rows: Any, column: str, after: str) -> Any:
    """Those rows that come after the place; all where it is none."""
    place = _read(after)
    if place is None:
        return rows
    at, pk = place
    return rows.filter(
        Q(**{f"{column}__lt": at}) | Q(**{column: at, "pk__lt": pk}),
        **{f"{column}__lte": at},
    )


def _page(rows: Any, column: str) -> Page:
    found = list(rows[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return Page(found[:SIZE], _cursor(last, column) if last else "")


def _cursor(row: Any, column: str) -> str:
    plain = f"{getattr(row, column).isoformat()} {row.pk}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _read(after: str) -> tuple[date, int] | None:
    """Nothing where it makes no sense: the list begins at its beginning."""
    try:
        plain = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode()
        at, pk = plain.split(" ")
        moment = datetime.fromisoformat(at)
        return (moment if "T" in at else moment.date()), int(pk)
    except (ValueError, binascii.Error):
        return None
