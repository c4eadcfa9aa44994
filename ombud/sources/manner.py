"""How the cells of one file are to be understood, and how one cell is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ombud.lib.numbers import LONGEST
from ombud.lib.numbers import key_of as number_key
from ombud.lib.readings import Custom, read_moment, read_number, read_yes

LARGEST = Decimal(10) ** 12
CENT = Decimal("0.01")


class Unusable(Exception):
    """A cell or a row cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Manner:
    """The custom of a country, the zone of its clocks, and what goes without saying."""

    custom: Custom
    zone: ZoneInfo
    currency: str = "EUR"
    # The columns that the file has.
    named: frozenset[str] = frozenset()

    def has(self, *names: str) -> bool:
        """Whether one of these columns is in the file."""
        return not self.named.isdisjoint(names)


Reading = Callable[[Any, "Column", Manner], Any]


def as_text(cell: Any) -> str:
    """What a spreadsheet keeps as a number, as people read it there."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat() if cell.time() == datetime.min.time() else str(cell)
        )
    return str(cell)


def text(cell: Any, column: "Column", _manner: Manner) -> str:
    """Not longer than its place."""
    found = as_text(cell)
    if len(found) > column.most:
        words = _("%(column)s has more than %(most)s letters.")
        raise Unusable(words % {"column": column.label, "most": column.most})
    return found


def number(cell: Any, column: "Column", manner: Manner) -> str:
    """By which it is found again: letters or digits, at most so many."""
    found = text(cell, column, manner)
    if found and not number_key(found):
        words = _("%(column)s: “%(text)s” has neither letters nor digits.")
        raise Unusable(words % {"column": column.label, "text": found})
    return found


def amount(cell: Any, column: "Column", manner: Manner) -> Decimal | None:
    """Money or a quantity."""
    if cell in (None, ""):
        return None
    try:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            found = Decimal(str(cell))
        else:
            found = read_number(str(cell), manner.custom)
    except (ValueError, ArithmeticError) as error:
        words = _("%(column)s: “%(text)s” is no number.")
        raise Unusable(
            words % {"column": column.label, "text": as_text(cell)[:60]}
        ) from error
    if not abs(found) < LARGEST:
        raise Unusable(_("%(column)s is too large.") % {"column": column.label})
    return found


def money(cell: Any, column: "Column", manner: Manner) -> Decimal | None:
    """With cents."""
    found = amount(cell, column, manner)
    return found if found is None else found.quantize(CENT)


def whole(cell: Any, column: "Column", manner: Manner) -> int | None:
    """A whole number from 0 on."""
    found = amount(cell, column, manner)
    if found is None:
        return None
    if found != found.to_integral_value() or not 0 <= found <= column.most:
        words = _("%(column)s: “%(text)s” is no whole number up to %(most)s.")
        said = {"column": column.label, "text": as_text(cell)[:60], "most": column.most}
        raise Unusable(words % said)
    return int(found)


def moment(cell: Any, column: "Column", manner: Manner) -> datetime | None:
    """A day, or a day with a time, in the company's zone."""
    if cell in (None, ""):
        return None
    found = _read_moment(cell, column, manner)
    if not isinstance(found, datetime):
        found = datetime(found.year, found.month, found.day, 12)  # noqa: DTZ001  # below
    return found if found.tzinfo else found.replace(tzinfo=manner.zone)


def day(cell: Any, column: "Column", manner: Manner) -> date | None:
    """A day."""
    if cell in (None, ""):
        return None
    found = _read_moment(cell, column, manner)
    return found.date() if isinstance(found, datetime) else found


def _read_moment(cell: Any, column: "Column", manner: Manner) -> date | datetime:
    if isinstance(cell, date):
        return cell
    try:
        found = read_moment(str(cell), manner.custom)
    except ValueError as error:
        words = _("%(column)s: “%(text)s” is no date.")
        said = {"column": column.label, "text": as_text(cell)[:60]}
        raise Unusable(words % said) from error
    if not 1900 <= found.year <= 2200:
        words = _("%(column)s: the year %(year)s cannot be right.")
        raise Unusable(words % {"column": column.label, "year": found.year})
    return found


def yes(cell: Any, column: "Column", _manner: Manner) -> bool:
    """Yes or no."""
    if isinstance(cell, bool):
        return cell
    try:
        return read_yes(as_text(cell))
    except ValueError as error:
        words = _("%(column)s: “%(text)s” is neither yes nor no.")
        said = {"column": column.label, "text": as_text(cell)[:60]}
        raise Unusable(words % said) from error


def currency(cell: Any, column: "Column", manner: Manner) -> str:
    """Three letters; without any, the one that was chosen."""
    signs = {"€": "EUR", "KČ": "CZK", "FT": "HUF", "£": "GBP", "$": "USD", "ZŁ": "PLN"}
    found = as_text(cell).upper() or manner.currency
    found = signs.get(found, found)
    if len(found) != 3 or not (found.isascii() and found.isalpha()):
        words = _("%(column)s: “%(text)s” is no currency. Write EUR, CZK, HUF …")
        raise Unusable(words % {"column": column.label, "text": found[:60]})
    return found


def web(cell: Any, column: "Column", manner: Manner) -> str:
    """An address of a page or a picture."""
    found = text(cell, column, manner)
    if found and not found.startswith(("https://", "http://")):
        words = _("%(column)s: “%(text)s” does not begin with https://.")
        raise Unusable(words % {"column": column.label, "text": found[:60]})
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """Something that a file can say of a thing."""

    name: str
    label: str | Promise
    read: Reading = text
    most: int = 200
    required: bool = False

    @classmethod
    def numbered(
        cls, name: str, label: str | Promise, *, required: bool = True
    ) -> "Column":
        """A number by which something is found."""
        return cls(name, label, number, LONGEST, required=required)


@dataclass(frozen=True, slots=True)
class Values:
    """What one row says, by column; what the file does not have is nothing."""

    said: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.said.get(name)

    def text(self, name: str) -> str:
        """Empty where nothing is said."""
        return self.said.get(name) or ""
