"""What goes along when tickets become one, and back when that is taken back.

Entries stand on the ticket that shows them and name the one they go back to. What
hangs on the ticket itself is carried by those who keep it: they give the main ticket
what it lacks, note that, and take just that away again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Manager, Max, Q, Value, When
from django.db.models.functions import Coalesce

from ombud.core.statements import ask
from ombud.tickets.models.base import TicketBase, list_columns
from ombud.tickets.models.entry import Direction, Entry, EntryKind, Verb
from ombud.workflows.models.state import UNFINISHED

Pairs = list[list[int]]
# What a machine says stands in no list.
QUIET = [Verb.NOTIFIED, Verb.AUTO_REPLIED]


@dataclass(frozen=True, slots=True)
class Carrier:
    """Gives the main ticket what it lacks of those merged, and takes that away again.

    `carry(main, gone)` gives a note that JSON can hold; `give_back(then, now, note)`:
    the main ticket of that time, and the one that shows it today.
    """

    carry: Callable[[int, list[int]], Any]
    give_back: Callable[[int, int, Any], None]


_carriers: dict[str, Carrier] = {}


def register(name: str, carrier: Carrier) -> None:
    """Have something else go along; by an app's ready()."""
    _carriers[name] = carrier


def bring(main: TicketBase, gone: Sequence[TicketBase]) -> Pairs:
    """Entries stand on the main ticket, numbers lead there; who came along before."""
    ids = [one.pk for one in gone]
    tickets = _rows(main)
    along = tickets.filter(merged_into__in=ids).values_list("pk", "merged_into")
    noted = [list(pair) for pair in along]
    Entry.objects.filter(ticket__in=ids).update(
        home=Coalesce("home", "ticket"), ticket=main.pk
    )
    moved = tickets.filter(Q(pk__in=ids) | Q(merged_into__in=ids))
    moved.update(merged_into=main.pk, is_open=False)
    return noted


def _rows(ticket: TicketBase) -> Manager[Any]:
    return type(ticket)._default_manager


def carry(main: TicketBase, gone: Sequence[TicketBase]) -> dict[str, Any]:
    """What hangs on them goes along; each carrier's note."""
    ids = [one.pk for one in gone]
    return {name: one.carry(main.pk, ids) for name, one in _carriers.items()}


def give_back(then: int, now: TicketBase, notes: dict[str, Any]) -> None:
    """The other way round."""
    for name, note in notes.items():
        if name in _carriers:
            _carriers[name].give_back(then, now.pk, note)


# Answers go with what they answer: from message to message, on the main ticket alone.
ANSWERS = """
WITH RECURSIVE own AS (
    SELECT entry.id, message.message_id
      FROM tickets_entry entry
      LEFT JOIN tickets_message message ON message.entry_id = entry.id
     WHERE entry.ticket_id = %(main)s AND entry.home_id = ANY(%(homes)s)
  UNION
    SELECT entry.id, message.message_id
      FROM own
      JOIN tickets_message message ON message.in_reply_to = own.message_id
       AND own.message_id <> ''
      JOIN tickets_entry entry ON entry.id = message.entry_id
     WHERE entry.ticket_id = %(main)s AND entry.home_id IS NULL
       AND entry.id > %(since)s
)
UPDATE tickets_entry entry
   SET ticket_id = %(to)s, home_id = nullif(coalesce(entry.home_id, %(to)s), %(to)s)
  FROM own
 WHERE entry.id = own.id
"""


def send_back(main: TicketBase, entry: Entry) -> list[TicketBase]:
    """Every entry of that merge to its ticket; the tickets, as they are now."""
    along: Pairs = entry.particulars.get("along", [])
    ids = [*entry.particulars["tickets"], *(pk for pk, _under in along)]
    tickets = _rows(main)
    # Whoever has left in the meantime, or came here by another way, stays where it is.
    rows = {one.pk: one for one in tickets.filter(pk__in=ids, merged_into=main.pk)}
    under = {pk: to for pk, to in along if pk in rows and to in rows}
    for pk in entry.particulars["tickets"]:
        if pk in rows:
            homes = [pk, *(child for child, to in under.items() if to == pk)]
            values = {"main": main.pk, "homes": homes, "to": pk, "since": entry.pk}
            ask(ANSWERS, values)
    _stand_alone(main, set(rows) - set(under), under)
    if entry.home_id:
        _leave_others(main, entry, set(rows))
    back = list(tickets.filter(pk__in=rows).select_related("state"))
    columns = _said_of([one.pk for one in back])
    for one in back:
        one._update(columns.get(one.pk, {}))
    return back


def _stand_alone(main: TicketBase, alone: set[int], under: dict[int, int]) -> None:
    """Those are tickets again; what was merged into them before stays with them."""
    tickets = _rows(main)
    parted = tickets.filter(pk__in=alone)
    parted.update(merged_into=None)
    parted.filter(deleted_at=None, state__kind__in=UNFINISHED).update(is_open=True)
    if under:
        whens = [When(pk=pk, then=Value(to)) for pk, to in under.items()]
        tickets.filter(pk__in=under).update(merged_into=Case(*whens))


def _leave_others(main: TicketBase, entry: Entry, gone: set[int]) -> None:
    """A later merge has brought them along: it takes them nowhere any more."""
    later = Entry.objects.filter(ticket=main.pk, verb=Verb.MERGED, undone_at=None)
    for one in later.exclude(pk=entry.pk):
        along = one.particulars.get("along", [])
        kept = [pair for pair in along if pair[0] not in gone]
        if kept != along:
            one.particulars["along"] = kept
            one.save(update_fields=["particulars"])


def newest_columns(tickets: Sequence[TicketBase]) -> dict[str, Any]:
    """What lists show of them together, from what their rows have."""
    newest = max(tickets, key=lambda one: one.last_message_at)
    came = [one.last_in_at for one in tickets if one.last_in_at]
    return {
        "last_message_at": newest.last_message_at,
        "last_kind": newest.last_kind,
        "last_preview": newest.last_preview,
        "last_in_at": max(came, default=None),
    }


def said_columns(ticket: TicketBase) -> dict[str, Any]:
    """What lists show, from the entries that stand here now."""
    blank = list_columns("", "", ticket.created_at) | {"last_in_at": None}
    return blank | _said_of([ticket.pk]).get(ticket.pk, {})


def _said_of(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """{ticket: columns}; two statements, however many they are."""
    said = Entry.objects.filter(ticket__in=list(ids), undone_at=None)
    said = said.exclude(kind=EntryKind.EVENT).exclude(verb__in=QUIET)
    came = dict(
        said.filter(direction=Direction.IN)
        .order_by()
        .values_list("ticket")
        .annotate(at=Max("at"))
    )
    newest = said.order_by("ticket", "-at", "-id").distinct("ticket")
    return {
        one.ticket_id: list_columns(one.preview, one.direction or one.kind, one.at)
        | {"last_in_at": came.get(one.ticket_id)}
        for one in newest.defer("html", "quoted_html")
    }
