"""Back from an absence: what went to somebody else, and where it stands now."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from ombud.tickets.models import Ticket
from ombud.tickets.models.concerns.assignable import may_own
from ombud.users.models import Absence, User

MOST = 200
# So long after it the sidebar offers the list.
REMEMBERED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Returned:
    """One ticket of the list."""

    ticket: Ticket
    # Whether one click gives it back.
    may_take: bool


def returned(absence: Absence, reader: User) -> list[Returned]:
    """What went to somebody else during it, the newest message first; one query."""
    tickets = Ticket.objects.visible_to(reader).filter(absence=absence)
    tickets = tickets.select_related("state", "team", "assignee", "workflow")
    return [
        Returned(
            ticket,
            ticket.assignee_id != reader.pk
            and ticket.is_open
            and may_own(reader, ticket.team, ticket.workflow),
        )
        for ticket in tickets.newest_first()[:MOST]
    ]


def to_look_at(reader: User) -> QuerySet[Ticket]:
    """What is still open and another's, for some days after one is back."""
    recent = Absence.objects.filter(
        pk=OuterRef("absence"), user=reader, last_day__gte=Now() - REMEMBERED
    )
    tickets = Ticket.objects.visible_to(reader).unfinished()
    found = tickets.filter(Exists(recent), absence__isnull=False)
    return found.exclude(assignee=reader)
