"""A tag was renamed, has gone into another one or is no more: its tickets follow.

Goes through them in pieces, however many they are, and may be run twice: it ends as
soon as no ticket has the old word, or somebody has made it a tag of its own again.
"""

from django.db import connection, transaction

from ombud.core.live import publish
from ombud.tickets.models import Tag, Ticket
from ombud.users.models import User

PIECE = 500
# The word is another, the tag is the same: nothing has happened to the tickets.
RENAMED = """
UPDATE tickets_ticket
SET tags = array_replace(tags, %(old)s::varchar, %(new)s::varchar)
WHERE id = ANY(%(ids)s)
"""


def replace(old: str, new: str, by: User | None) -> None:
    """By an agent each ticket tells it; without one the tag was only renamed."""
    while not Tag.objects.filter(name=old).exists():
        rows = Ticket.objects.filter(tags__contains=[old]).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:PIECE])
        if not ids:
            return
        if by:
            for pk in ids:
                _replace_on(pk, old, new, by)
        else:
            _rename_on(ids, old, new)
        publish("tickets")


def _rename_on(ids: list[int], old: str, new: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RENAMED, {"old": old, "new": new, "ids": ids})


@transaction.atomic
def _replace_on(pk: int, old: str, new: str, by: User) -> None:
    ticket = Ticket.objects.select_for_update().get(pk=pk)
    kept = [new if tag == old else tag for tag in ticket.tags]
    ticket.alter(by=by, tags=list(dict.fromkeys(filter(None, kept))))
