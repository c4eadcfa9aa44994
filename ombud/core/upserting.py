"""Rows by the thousand, new ones and known ones alike, the way of COPY."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from ombud.core.statements import columns_of, quoted


def upsert(rows: Sequence[Model], *, unique: Sequence[str]) -> None:
    """Insert them, or put each in the place of the row with the same `unique` fields.

    Each row knows its id afterwards. No two of them may have the same `unique` fields.

    They come by COPY into a temporary table, from where one statement moves them:
    PostgreSQL takes longer to read a thousand rows out of a statement's text than to
    write them. Call it within a transaction, at whose end the table goes.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = [one for one in model._meta.concrete_fields if not one.primary_key]
    known: list[Any] = [model._meta.get_field(name) for name in unique]
    table, coming = quoted(model._meta.db_table), quoted(f"coming_{model.__name__}")
    columns = columns_of(fields)
    moved = (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {coming}"  # noqa: S608  # the model's own names
        f" ON CONFLICT ({columns_of(known)}) DO UPDATE SET {_replaced(fields, known)}"
        f" RETURNING {columns_of(known)}, {quoted(model._meta.pk.column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {coming} ON COMMIT DROP AS"  # noqa: S608  # as above
            f" SELECT {columns} FROM {table} WITH NO DATA"
        )
        _fill(cursor, f"COPY {coming} ({columns}) FROM STDIN", rows, fields)
        cursor.execute(moved)
        found = cursor.fetchall()
        cursor.execute(f"DROP TABLE {coming}")
    ids = {tuple(key): pk for *key, pk in found}
    for row in rows:
        row.pk = ids[tuple(getattr(row, one.attname) for one in known)]
        row._state.adding, row._state.db = False, connection.alias


def _fill(
    cursor: Any, statement: str, rows: Sequence[Model], fields: Sequence[Any]
) -> None:
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([*_values(row, fields)])


def _values(row: Model, fields: Sequence[Any]) -> Iterator[Any]:
    for field in fields:
        yield field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _replaced(fields: Sequence[Any], known: Sequence[Any]) -> str:
    names = [quoted(field.column) for field in fields if field not in known]
    return ", ".join(f"{name} = excluded.{name}" for name in names)
