"""Contracts, subscriptions and what else a record type names, by number."""

from collections.abc import Iterable, Sequence
from functools import partial

from ombud.core.actor import Actor
from ombud.core.putting import Report
from ombud.sales.models import Record, RecordType
from ombud.sales.putting.customers import columns_of, owners_of
from ombud.sales.putting.rows import (
    Sorted,
    known_digests,
    learn,
    put_all,
    sort,
    tell,
    write,
)
from ombud.sales.wishes import RecordWish


def put_records(
    kind: RecordType, wishes: Iterable[RecordWish], *, source: str, by: Actor
) -> Report:
    """All of one type."""
    work = partial(_batch, kind=kind, source=source)
    return put_all(wishes, work, source=source, by=by)


def _batch(
    wishes: Sequence[RecordWish], *, kind: RecordType, source: str
) -> Sorted[RecordWish, Record]:
    known = known_digests(Record, (wish.number for wish in wishes), type=kind)
    owners = owners_of(wish.customer for wish in wishes)
    made = []
    for wish in wishes:
        columns = columns_of(wish.customer, owners)
        row = Record(
            type=kind,
            number=wish.number,
            title=wish.title,
            state=wish.state,
            begun_on=wish.begun_on,
            values=dict(wish.values),
            **columns,
        )
        made.append((row, wish, (wish, row.contact_id, row.organisation_id)))
    found = sort(Record, made, known)
    write(Record, found, source=source, unique=("type", "number"), type=kind)
    learn(Record.KIND, (row.key for row, _wish in found.new))
    tell(Record.KIND, [row for row, _wish in found.changed])
    return found
