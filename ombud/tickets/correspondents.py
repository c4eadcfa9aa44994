"""With whom a ticket is about: who gets the next answer by default, and who is new."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet

from ombud.channels.models import Channel
from ombud.core.prepared import Prepared
from ombud.core.remembered import forgotten_with, remembered
from ombud.tickets.models import Direction, Entry, EntryKind, Ticket, Verb
from ombud.tickets.people import keys, without
from ombud.tickets.timeline import Timeline

# The newest messages say it all; older ones cost time.
LOOK_BACK = 20
OWN = ("pk", "verb", "direction", "particulars")
COLUMNS = ("from_name", "from_address", "to", "cc", "bcc")

Row = dict[str, Any]
People = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Correspondents:
    """The default recipients, and everybody known on this ticket."""

    to: People = field(default_factory=list)
    cc: People = field(default_factory=list)
    known: People = field(default_factory=list)
    # Addresses that came in with the last message and were never there before.
    new: frozenset[str] = frozenset()
    # Our own addresses to which the customer wrote.
    written_to: list[str] = field(default_factory=list)
    # The id of the newest message.
    newest: int = 0


def correspondents_of(
    ticket: Ticket, timeline: Timeline | None = None
) -> Correspondents:
    """From the newest messages: those of that timeline, else in one query."""
    whole = timeline.whole if timeline else []
    rows = _letters(whole) if whole else _NEWEST.rows(ticket=ticket.pk)
    own = own_addresses()
    last = next((row for row in rows if row["direction"] == Direction.IN), None)
    to, cc = _defaults(ticket, rows, last, own)
    return Correspondents(
        to=to,
        cc=without(cc, own | keys(to)),
        known=without(_everybody(ticket, rows), own),
        new=_new(ticket, rows, last),
        written_to=[p["address"].lower() for p in _others(last)] if last else [],
        newest=max((row["pk"] for row in rows), default=0),
    )


@forgotten_with(Channel)
@remembered
def own_addresses() -> set[str]:
    """All addresses at which mail reaches us; kept for half a minute."""
    return {one for channel in Channel.objects.all() for one in channel.addresses}


def _newest(*, ticket: int) -> QuerySet[Entry, Row]:
    messages = Entry.objects.filter(
        ticket=ticket, kind=EntryKind.MESSAGE, undone_at=None, message__isnull=False
    )
    rows: QuerySet[Entry, Row] = messages.order_by("-at", "-id").values(
        *OWN, **{name: F(f"message__{name}") for name in COLUMNS}
    )[:LOOK_BACK]
    return rows


_NEWEST = Prepared(_newest)


def _letters(entries: list[Entry]) -> list[Row]:
    """The same out of what has been read."""
    found = [
        {name: getattr(entry, name) for name in OWN}
        | {name: getattr(entry.message, name) for name in COLUMNS}
        for entry in reversed(entries)
        if entry.kind == EntryKind.MESSAGE and not entry.undone_at
        if hasattr(entry, "message")
    ]
    return found[:LOOK_BACK]


def _defaults(
    ticket: Ticket, rows: list[Row], last: Row | None, own: set[str]
) -> tuple[People, People]:
    """Who wrote and who could read it; but whoever we left out stays left out."""
    # What stands on the customer's page alone was sent to nobody.
    replies = [row for row in rows if row["verb"] == Verb.REPLIED and row["to"]]
    if replies and (last is None or rows.index(replies[0]) < rows.index(last)):
        return replies[0]["to"], replies[0]["cc"]
    if last is None:
        return _requester(ticket), []
    to = _sender(last)
    if keys(to) & own:
        to = _requester(ticket)
    return to, without(_others(last), _left_out(rows, replies))


def _left_out(rows: list[Row], replies: list[Row]) -> set[str]:
    """Who had the message that we answered last, and did not get our answer."""
    if not replies:
        return set()
    older = rows[rows.index(replies[0]) + 1 :]
    answered = next((row for row in older if row["direction"] == Direction.IN), None)
    if answered is None:
        return set()
    return keys(_all_of(answered)) - keys(_all_of(replies[0]))


def _new(ticket: Ticket, rows: list[Row], last: Row | None) -> frozenset[str]:
    """Who takes part since the last message; on a first message nobody is new."""
    earlier = rows[rows.index(last) + 1 :] if last else []
    if not last or not earlier:
        return frozenset()
    before = keys(_everybody(ticket, earlier))
    return frozenset(keys(_all_of(last)) - before)


def _requester(ticket: Ticket) -> People:
    return ticket.known_person()


def _sender(row: Row) -> People:
    if "reply_to" in row["particulars"]:
        return [row["particulars"]["reply_to"]]
    if not row["from_address"]:
        return []
    return [{"name": row["from_name"], "address": row["from_address"]}]


def _others(row: Row) -> People:
    return [*row["to"], *row["cc"]]


def _all_of(row: Row) -> People:
    return [*_sender(row), *_others(row), *row["bcc"]]


def _everybody(ticket: Ticket, rows: Iterable[Row]) -> People:
    return [*_requester(ticket), *(one for row in rows for one in _all_of(row))]
