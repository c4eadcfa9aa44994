"""Entries go to another ticket, or copies of them, and come back."""

from collections.abc import Sequence
from copy import copy as copied
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Func, JSONField, Value, When

from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.entry import Entry
from ombud.tickets.models.message import Message

if TYPE_CHECKING:
    from ombud.tickets.models.base import TicketBase

# In the particulars of an entry: the number of the ticket that it was split from.
FROM = "split_from"


def move(
    chosen: Sequence[Entry], old: "TicketBase", new: "TicketBase"
) -> dict[str, Any]:
    """The entries themselves; where each of them was at home stands in the note."""
    noted = [[entry.pk, entry.home_id] for entry in chosen]
    marked = Func(
        F("particulars"),
        Value({FROM: old.number}, JSONField()),
        template="(%(expressions)s)",
        arg_joiner=" || ",
        output_field=JSONField(),
    )
    rows = Entry.objects.filter(pk__in=[entry.pk for entry in chosen])
    rows.update(ticket=new.pk, home=None, particulars=marked)
    return {"moved": noted}


def copy(chosen: Sequence[Entry], new: "TicketBase") -> dict[str, Any]:
    """Rows alone: the bytes of files are kept by their content, once."""
    entries = [copied(entry) for entry in chosen]
    for entry in entries:
        entry.pk, entry.ticket_id, entry.home_id = None, new.pk, None
        entry.key, entry.changes, entry.batch_id = None, {}, None
    Entry.objects.bulk_create(entries)
    twins = {one.pk: two for one, two in zip(chosen, entries, strict=True)}
    messages = list(Message.objects.filter(entry__in=list(twins)))
    for message in messages:
        message.entry = twins[message.entry_id]
        message.pk, message.delivery = None, None
    Message.objects.bulk_create(messages)
    files = list(Attachment.objects.filter(entry__in=list(twins)))
    for file in files:
        file.pk, file.entry = None, twins[file.entry_id or 0]
    Attachment.objects.bulk_create(files)
    return {"copies": [entry.pk for entry in entries]}


def take_back(old: "TicketBase", entry: Entry) -> None:
    """Where each was, or where the ticket of that time stands now; copies go."""
    facts = entry.particulars
    Entry.objects.filter(pk__in=facts.get("copies", [])).delete()
    moved = facts.get("moved", [])
    if not moved:
        return
    homes = [When(pk=pk, then=Value(home)) for pk, home in moved if home]
    rows = Entry.objects.filter(pk__in=[pk for pk, _home in moved])
    rows.filter(ticket=facts["ticket"]).update(
        ticket=old.pk,
        home=Case(*homes, default=Value(entry.home_id)) if homes else entry.home_id,
        particulars=_without_mark(),
    )


def _without_mark() -> Func:
    return Func(
        F("particulars"),
        Value(FROM),
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=JSONField(),
    )
