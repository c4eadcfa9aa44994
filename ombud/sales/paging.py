"""Lists by their newest: where a page starts is where the last one ended."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and what finds those behind them."""

    rows: Sequence[Any]
    older: str


def page_of(rows: Any, column: str, after: str) -> Page:
    """The rows behind `after` by (column, id), the newest first."""
    if place := _read(after):
        at, pk = place
        rows = rows.filter(
            Q(**{f"{column}__lt": at}) | Q(**{column: at, "pk__lt": pk}),
            **{f"{column}__lte": at},
        )
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
