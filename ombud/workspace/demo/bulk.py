"""Tickets by the hundred thousand: COPY, without foreign keys and indexes meanwhile."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ombud.channels.models import Channel
from ombud.customers.models import Contact
from ombud.tickets.models import Entry, Message, Ticket
from ombud.users.models import Team, User
from ombud.workflows.models import State, Workflow
from ombud.workspace.demo import lines, tags
from ombud.workspace.demo.crowd import Crowd, Desk
from ombud.workspace.demo.lines import Ids, Lines
from ombud.workspace.demo.people import DESKS
from ombud.workspace.demo.progress import Progress

CHUNK = 4000
# Below this, making the indexes again takes longer than keeping them.
WORTH_IT = 20_000
TABLES = {
    "tickets_ticket": lines.TICKET,
    "tickets_entry": lines.ENTRY,
    "tickets_message": lines.MESSAGE,
}
NEWS = 25


@transaction.atomic
def load(count: int, progress: Any = None) -> None:
    """So many more tickets; all or none of them."""
    ids, crowd = _ids(), _crowd(count)
    tags.make(lines.TAGS)
    with _unchecked(), _bare(wanted=count >= WORTH_IT):
        bar = Progress(progress, count)
        for found in _written(_chunks(crowd, ids)):
            bar.move(len(found.tickets))
        bar.end()
    _settle(ids)


def _chunks(crowd: Crowd, ids: Ids) -> Iterator[Lines]:
    matters = crowd.matters()
    while chunk := list(islice(matters, CHUNK)):
        found = Lines()
        for matter in chunk:
            lines.write(found, matter, ids)
        yield found


def _written(chunks: Iterator[Lines]) -> Iterator[Lines]:
    """Each chunk is written by another thread while the next one is made."""
    link = connection.connection
    with ThreadPoolExecutor(1) as writer:
        under_way: Future[Lines] | None = None
        for found in chunks:
            if under_way:
                yield under_way.result()
            under_way = writer.submit(_copy, link, found)
        if under_way:
            yield under_way.result()


def _copy(link: Any, found: Lines) -> Lines:
    parts = (found.tickets, found.entries, found.messages)
    with link.cursor() as cursor:
        for (table, columns), rows in zip(TABLES.items(), parts, strict=True):
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                copy.write("".join(rows))
    return found


def _ids() -> Ids:
    workflow = Workflow.objects.get(slug="support")
    states = State.objects.filter(workflow=workflow)
    return Ids(
        ticket=_after(Ticket, "id"),
        number=max(_after(Ticket, "number"), _next_number()),
        entry=_after(Entry, "id"),
        message=_after(Message, "id"),
        workflow=workflow.pk,
        states={state.slug: state.pk for state in states},
    )


def _after(model: Any, column: str) -> int:
    newest = model.objects.order_by(f"-{column}").values_list(column, flat=True).first()
    return (newest or 0) + 1


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('ticket_number')")
        return int(cursor.fetchone()[0])


def _crowd(count: int) -> Crowd:
    boxes = {channel.slug: channel.pk for channel in Channel.objects.all()}
    desks = [
        Desk(
            team.pk,
            boxes["reklamace" if team.slug == "complaints" else "support"],
            [(user.pk, user.name) for user in team.members.all()],
        )
        for team in Team.objects.filter(slug__in=DESKS).prefetch_related("members")
    ]
    people = Contact.objects.filter(addresses__is_main=True).order_by("pk")
    known = people.values_list("pk", "organisation", "name", "addresses__address")
    contacts = known[:1000]
    staffed = [desk for desk in desks if desk.agents]
    return Crowd(staffed, list(contacts), count, timezone.now())


@contextmanager
def _unchecked() -> Iterator[None]:
    """Foreign keys are right by making: where we may, they are not checked again."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    except DatabaseError:
        yield  # Only a superuser may; then each row is checked, which is slower.
        return
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")


@contextmanager
def _bare(*, wanted: bool) -> Iterator[None]:
    """The tables without their indexes; they come back with the transaction."""
    definitions = _indexes() if wanted else {}
    with connection.cursor() as cursor:
        for name in definitions:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for definition in definitions.values():
            cursor.execute(definition)


def _indexes() -> dict[str, str]:
    """Those that no constraint needs: CREATE INDEX by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
            " AND schemaname = current_schema() AND NOT EXISTS (SELECT 1 FROM"
            " pg_constraint WHERE conindid = (schemaname || '.' ||"
            " quote_ident(indexname))::regclass)",
            [list(TABLES)],
        )
        return dict(cursor.fetchall())


def _settle(ids: Ids) -> None:
    """Sequences go on where we stopped; nearly everything is read; ANALYZE."""
    _mark_read()
    with connection.cursor() as cursor:
        for table, last in (
            ("tickets_ticket", ids.ticket),
            ("tickets_entry", ids.entry),
            ("tickets_message", ids.message),
        ):
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)",
                [table, last],
            )
        cursor.execute("SELECT setval('ticket_number', %s, false)", [ids.number])
        cursor.execute(f"ANALYZE {', '.join(TABLES)}, tickets_reading")


def _mark_read() -> None:
    """By everybody, but for the newest few."""
    waiting = Ticket.objects.unfinished().filter(last_kind="in").newest_first()
    edge = waiting.values_list("last_message_at", flat=True)[NEWS : NEWS + 1].first()
    if edge is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tickets_reading (ticket_id, user_id, at)"
            " SELECT ticket.id, agent.id, ticket.last_message_at"
            " FROM tickets_ticket ticket CROSS JOIN users_user agent"
            " WHERE ticket.is_open AND ticket.last_message_at <= %s"
            " AND agent.id = ANY(%s) ON CONFLICT DO NOTHING",
            [edge, list(User.objects.agents().values_list("pk", flat=True))],
        )
