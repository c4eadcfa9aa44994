"""What a file may hold, as a kind says it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from ombud.core.actor import Machine
from ombud.core.putting import Report
from ombud.sources.manner import Column, Manner, Values
from ombud.users.models import User
from ombud.users.permissions import Permission

# The values of the rows of one thing → what is wished. Unusable where it cannot be.
Build = Callable[[Sequence[Values], Manner], Any]
# Wishes, by whom, from where.
Put = Callable[[Sequence[Any], User | None, str], Report]


@dataclass(frozen=True)
class Kind:
    """Contacts, orders …: its columns, how rows become wishes, where those go."""

    slug: str
    label: str | Promise
    icon: str
    permission: Permission
    columns: tuple[Column, ...]
    build: Build
    put: Put
    # Rows that follow one another with the same value here are one thing.
    group: str = ""
    # Where the words of its headings stand.
    words: str = ""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Each column by its name."""
        return {column.name: column for column in self.columns}

    @property
    def headings(self) -> str:
        """Whose words are looked for."""
        return self.words or self.slug

    def missing(self, named: frozenset[str]) -> list[Column]:
        """Columns without which no row can be used."""
        return [one for one in self.columns if one.required and one.name not in named]


def as_system(put: Callable[..., Report]) -> Put:
    """As any other system would; by the machine where nobody stands behind it."""

    def told(wishes: Sequence[Any], by: User | None, source: str) -> Report:
        return put(wishes, source=source, by=by or Machine())

    return told


def said(manner: Manner, values: Values, name: str) -> Any:
    """The value where the file has the column; else None: nothing is said."""
    return values[name] if manner.has(name) else None


def optional(column: Column) -> Column:
    """The same, and it may be missing."""
    return replace(column, required=False)
