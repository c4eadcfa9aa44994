"""A file as what is wished: row by row, each thing with what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from ombud.lib.tables import Layout, Row, rows
from ombud.sources.kinds.base import Kind
from ombud.sources.manner import Column, Manner, Unusable, Values

# One thing never has more rows: they are kept in memory together.
MOST_TOGETHER = 1000
MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What the file holds, how it is read, and the column that each place means."""

    kind: Kind
    layout: Layout
    mapping: tuple[str, ...]
    manner: Manner

    @property
    def columns(self) -> list[tuple[int, Column]]:
        """Those of the file that mean something, each with its place."""
        known = self.kind.by_name
        return [
            (n, known[name]) for n, name in enumerate(self.mapping) if name in known
        ]


class Reader:
    """Reads rows by a plan; a cell that says the same as the one above is read once."""

    def __init__(self, plan: Plan) -> None:
        self.columns, self.manner = plan.columns, plan.manner
        self.above: dict[int, tuple[Any, Any, str]] = {}

    def values(self, row: Row) -> tuple[Values, str]:
        """What the row says, and what of it cannot be used."""
        said: dict[str, Any] = {}
        faults: list[str] = []
        cells, above = row.cells, self.above
        for place, column in self.columns:
            cell = cells[place] if place < len(cells) else ""
            last = above.get(place)
            if last is None or last[0] != cell or type(last[0]) is not type(cell):
                above[place] = last = (cell, *self._read(cell, column))
            said[column.name] = last[1]
            if last[2]:
                faults.append(last[2])
        return Values(said), " ".join(faults)[:MOST_WORDS]

    def _read(self, cell: Any, column: Column) -> tuple[Any, str]:
        """The value, or the sentence that says what is wrong with it."""
        try:
            value = column.read(cell, column, self.manner)
        except Unusable as no:
            return None, str(no)
        if column.required and value in (None, ""):
            return None, _("%(column)s is empty.") % {"column": column.label}
        return value, ""


@dataclass(slots=True)
class Told:
    """One thing: the rows that say it, the wish, or what is wrong by row number."""

    rows: list[Row]
    wish: Any = None
    faults: dict[int, str] | None = None

    @property
    def last(self) -> int:
        """The number of its last row."""
        return self.rows[-1].number

    def refuse(self, why: str) -> None:
        """Nothing of it can be used, because of what its first row says."""
        self.wish, self.faults = None, {self.rows[0].number: why}

    def refusals(self) -> Iterator[tuple[Row, str]]:
        """Each of its rows with a sentence; also those that are right themselves.

        All are needed to send the thing again.
        """
        faults = self.faults or {}
        first = min(faults)
        for row in self.rows:
            words = _("Belongs to row %(number)s, which cannot be used.")
            yield row, faults.get(row.number) or words % {"number": first}


def read(file: BinaryIO, plan: Plan, *, after: int = 0) -> Iterator[Told]:
    """All things of the file whose rows come behind that number."""
    found = rows(file, plan.layout)
    next(found, None)
    begun: set[int] = set()
    reader = Reader(plan)
    for together in _grouped(found, plan):
        key = _key(together[0], plan)
        is_apart = bool(key) and hash(key) in begun
        if key and plan.kind.group:
            begun.add(hash(key))
        if together[-1].number > after:
            yield _apart(together, key) if is_apart else _told(together, plan, reader)


def _grouped(found: Iterator[Row], plan: Plan) -> Iterator[list[Row]]:
    """Rows that follow one another with the same number are one thing."""
    together: list[Row] = []
    for row in found:
        key = _key(row, plan)
        same = together and key and key == _key(together[0], plan)
        if together and not (same and len(together) < MOST_TOGETHER):
            yield together
            together = []
        together.append(row)
    if together:
        yield together


def _key(row: Row, plan: Plan) -> str:
    if not plan.kind.group or plan.kind.group not in plan.mapping:
        return ""
    place = plan.mapping.index(plan.kind.group)
    return str(row.cells[place]) if place < len(row.cells) else ""


def _apart(together: list[Row], key: str) -> Told:
    """Put again, an order would lose the lines that came before."""
    words = _("Rows of %(number)s stand in two places. Sort the file by this column.")
    told = Told(together)
    told.refuse(words % {"number": key})
    return told


def _told(together: list[Row], plan: Plan, reader: Reader) -> Told:
    told = Told(together)
    if together[0].is_broken:
        told.refuse(_("This row is cut off: a quotation mark is not closed."))
        return told
    pairs = [(row, *reader.values(row)) for row in together]
    told.faults = {row.number: fault for row, _values, fault in pairs if fault}
    if told.faults:
        return told
    try:
        told.wish = plan.kind.build([values for _r, values, _f in pairs], plan.manner)
    except Unusable as no:
        told.refuse(str(no))
    return told
