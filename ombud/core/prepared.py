"""Queries that are built once a process and planned once a connection.

To build one takes Django longer than PostgreSQL to answer it, and so does planning.
"""

import copy
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from ombud.core.statements import Planned

T = TypeVar("T")

# Of each query; then it begins anew.
MOST = 300
# No row has such an id, and yet a bigint holds it.
FIRST_MARK = 9 * 10**18


class Prepared(Generic[T]):
    """Rows by a query of fixed shape: `Prepared(build).rows(shape, number=7)`.

    `build` gets the shape as it is, and stand-ins for the values. It must only hand
    them to the query: what it decides on belongs to the shape.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]]) -> None:
        """Built when it is first asked."""
        self._build = build
        self._made: dict[tuple[Hashable, ...], _Made | None] = {}

    def rows(self, *shape: Hashable, **values: int | str) -> list[T]:
        """What it finds with these values."""
        key = (*shape, *map(type, values.values()))
        if key not in self._made:
            if len(self._made) >= MOST:
                self._made.clear()
            self._made[key] = self._make(shape, values)
        made = self._made[key]
        return made.rows(values) if made else []

    def _make(
        self, shape: tuple[Hashable, ...], values: dict[str, int | str]
    ) -> "_Made | None":
        marks = {
            name: type(value)(FIRST_MARK + place)
            for place, (name, value) in enumerate(values.items())
        }
        queryset = self._build(*shape, **marks)
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        return _Made(
            queryset, compiler, sql, params, {mark: n for n, mark in marks.items()}
        )


@dataclass(frozen=True, slots=True)
class _Made:
    """SQL with the places of its values."""

    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    names: dict[int | str, str]

    def rows(self, values: dict[str, int | str]) -> list[Any]:
        """Ask the statement; Django makes of it what it would have made."""
        params = tuple(self._filled(param, values) for param in self.params)
        compiler = copy.copy(self.compiler)
        compiler.connection = _Planned()
        compiler.as_sql = lambda *_args, **_options: (self.sql, params)
        found = self.queryset.all()
        found.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        return list(found)

    def _filled(self, param: Any, values: dict[str, int | str]) -> Any:
        if not isinstance(param, int | str) or param not in self.names:
            return param
        # psycopg learns from the class which integer it is.
        return type(param)(values[self.names[param]])


class _Planned:
    """Django's connection, whose cursors keep the plans of their statements."""

    def __getattr__(self, name: str) -> Any:
        return getattr(connection, name)

    def cursor(self) -> Any:
        """As Django's own: it says what went wrong in Django's words."""
        connection.ensure_connection()
        django: Any = connection
        return django.make_cursor(Planned(django.connection))
