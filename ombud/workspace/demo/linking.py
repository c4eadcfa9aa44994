"""Which tickets of the demo have to do with which orders: found as in real life."""

from datetime import timedelta

from ombud.sales.buyers import READER
from ombud.sales.models import Link, LinkState
from ombud.sales.recognising import CERTAIN, Shapes, judged
from ombud.tickets.models import Direction, Entry, EntryKind, Verb
from ombud.workspace.demo.rows import Rows

SOON = timedelta(seconds=3)


def link(rows: Rows) -> None:
    """Read every message once; the rows that its verbs would have left behind."""
    known, seen = Shapes.read(), set()
    links, entries = [], []
    for entry in rows.entries:
        if entry.direction != Direction.IN:
            continue
        for thing, why, facts in judged(entry, known):
            place = (entry.ticket_id, thing.KIND, thing.pk)
            if place in seen:
                continue
            seen.add(place)
            is_sure = why in CERTAIN
            row = Link(
                ticket=entry.ticket,
                kind=thing.KIND,
                state=LinkState.LINKED if is_sure else LinkState.SUGGESTED,
                why=why,
                facts=facts,
                created_at=entry.at + SOON,
                **{thing.KIND: thing},
            )
            links.append(row)
            if is_sure:
                entries.append(_told(row, entry))
    Link.objects.bulk_create(links)
    Entry.objects.bulk_create(entries)


def _told(link: Link, entry: Entry) -> Entry:
    return Entry(
        ticket=entry.ticket,
        kind=EntryKind.EVENT,
        verb=Verb.LINKED,
        at=entry.at + SOON,
        particulars=link.particulars,
        **Entry.author_columns(READER),
    )
