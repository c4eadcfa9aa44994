"""Statements that PostgreSQL plans once a connection, for what every mail needs.

Django writes each statement anew and PostgreSQL plans it anew; for a mail that is more
work than the mail itself. Values travel beside these statements and not within them,
so that neither side has to write or read 100 KB as a literal.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Self, TypeVar, cast

from django.db import connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault
from psycopg import ClientCursor, Connection, Cursor

Row = TypeVar("Row", bound=Model)
Fields = tuple["Field[Any, Any]", ...]
Values = Sequence[Any] | Mapping[str, Any]


class Planned(Cursor[Any]):
    """Keeps the plans of its statements, and tells Django's log, which tests count."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        """Values travel beside the statement."""
        if connection.queries_logged:
            said = ClientCursor(self.connection).mogrify(query, params)
            connection.queries_log.append({"sql": said, "time": "0"})
        return super().execute(query, params, prepare=True, **options)


def ask(
    statement: str, values: Values = (), *, binary: bool = False
) -> list[tuple[Any, ...]]:
    """Run one statement; gives its rows, raw bytes best as `binary`."""
    connection.ensure_connection()
    link = cast("Connection[tuple[Any, ...]]", connection.connection)
    with connection.wrap_database_errors, Planned(link) as cursor:
        cursor.execute(statement.encode(), values, binary=binary)
        # Not `description`: it describes each column, which takes longer than to ask.
        result = cursor.pgresult
        return cursor.fetchall() if result and result.nfields else []


def insert(row: Model, *, once: bool = False) -> bool:
    """Insert a new row; what the database chooses comes back, its id first.

    `once`: False and no effect where a row like it stands there already.
    """
    chosen = tuple(name for name in _choices(type(row)) if _is_open(row, name))
    statement, fields = _insertion(type(row), chosen, once=once)
    values = [f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields]
    found = ask(statement, values)
    for name, value in zip(chosen, found[0] if found else (), strict=False):
        setattr(row, name, value)
    row._state.adding, row._state.db = not found, connection.alias
    return bool(found)


def one(model: type[Row], rest: str, values: Values) -> Row | None:
    """The whole row of that model which the `rest` of the statement finds first."""
    return next(iter(several(model, rest, values)), None)


def several(model: type[Row], rest: str, values: Values, **more: str) -> list[Row]:
    """All rows which the `rest` finds; `more`: further attributes and their SQL."""
    statement, names = _selection(model, tuple(more.items()))
    rows = []
    for found in ask(f"{statement} {rest}", values):
        row = model.from_db(connection.alias, names, _read(model, found))
        vars(row).update(zip(more, found[len(names) :], strict=True))
        rows.append(row)
    return rows


@cache
def _choices(model: type[Model]) -> tuple[str, ...]:
    """The columns for which the database has a value of its own."""
    return tuple(field.attname for field in model._meta.db_returning_fields)


def _is_open(row: Model, name: str) -> bool:
    value = getattr(row, name)
    return value is None or isinstance(value, DatabaseDefault)


@cache
def _insertion(
    model: type[Model], chosen: tuple[str, ...], *, once: bool
) -> tuple[str, Fields]:
    fields = tuple(f for f in model._meta.concrete_fields if f.attname not in chosen)
    places = ", ".join(["%s"] * len(fields))
    statement = (
        f"INSERT INTO {quoted(model._meta.db_table)} ({columns_of(fields)})"  # noqa: S608  # the model's own names
        f" VALUES ({places}) {'ON CONFLICT DO NOTHING ' if once else ''}"
        f"RETURNING {', '.join(map(quoted, chosen))}"
    )
    return statement, fields


@cache
def _selection(
    model: type[Model], more: tuple[tuple[str, str], ...]
) -> tuple[str, list[str]]:
    fields = tuple(model._meta.concrete_fields)
    table = quoted(model._meta.db_table)
    columns = ", ".join([columns_of(fields), *(sql for _name, sql in more)])
    statement = f"SELECT {columns} FROM {table}"  # noqa: S608  # as above
    return statement, [field.attname for field in fields]


def columns_of(fields: Sequence[Any]) -> str:
    """Their names, as they stand in a statement."""
    return ", ".join(quoted(field.column or field.attname) for field in fields)


def quoted(name: Any) -> str:
    """The name of a table or column, as it stands in a statement."""
    return str(connection.ops.quote_name(name))


def _read(model: type[Model], values: Sequence[Any]) -> list[Any]:
    """As Django's own loading: JSON and secrets stand as text in the database."""
    readers = _readers(model)
    return [
        read(value, None, connection) if read else value
        for read, value in zip(readers, values, strict=False)
    ]


@cache
def _readers(model: type[Model]) -> tuple[Any, ...]:
    return tuple(
        getattr(field, "from_db_value", None) for field in model._meta.concrete_fields
    )
