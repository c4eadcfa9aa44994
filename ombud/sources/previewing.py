"""The first things of a file as they would be understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ombud.lib.tables import NotATable, Row, rows
from ombud.sources.models import Import
from ombud.sources.reading import Reader, read

SHOWN = 8
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: its number, its values in the order of the columns, what is wrong."""

    number: int
    values: list[str]
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Examples for each column of the file, and rows as they are understood."""

    examples: list[str]
    labels: list[str]
    rows: list[Shown]
    error: str = ""


def preview(one: Import) -> Preview:
    """Of the first rows; nothing is written."""
    try:
        with one.opened() as file:
            raw = list(islice(rows(file, one.of), 1, EXAMPLES + 1))
            told = list(islice(read(file, one.plan), SHOWN))
    except (NotATable, OSError, LookupError):
        return Preview(
            [], [], [], _("The file can no longer be read. Upload it again.")
        )
    plan = one.plan
    reader = Reader(plan)
    names = [name for name in plan.kind.by_name if name in one.mapping]
    shown = [
        Shown(row.number, _values(reader.values(row)[0], names), _why(each.faults, row))
        for each in told
        for row in each.rows
    ]
    labels = [str(plan.kind.by_name[name].label) for name in names]
    return Preview(_examples(raw, len(one.headings)), labels, shown[:SHOWN])


def _examples(raw: Sequence[Row], width: int) -> list[str]:
    return [
        " · ".join(
            str(row.cells[n]) for row in raw if n < len(row.cells) and row.cells[n]
        )
        for n in range(width)
    ]


def _why(faults: dict[int, str] | None, row: Row) -> str:
    return (faults or {}).get(row.number, "")


def _values(values: Any, names: Sequence[str]) -> list[str]:
    return [_words(values[name]) for name in names]


def _words(value: Any) -> str:
    """As the reader's country writes it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return number_format(value, force_grouping=True)
    if isinstance(value, datetime) and value.time() != time(12):
        return date_format(value, "SHORT_DATETIME_FORMAT")
    return (
        date_format(value, "SHORT_DATE_FORMAT")
        if isinstance(value, date)
        else str(value)
    )
