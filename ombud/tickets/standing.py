"""What stands in the states of workflows, told to their settings."""

from django.db.models import Count

from ombud.core.actor import Actor, Machine
from ombud.tickets.due_erasing import count_due
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workflows import census, publishing
from ombud.workflows.models import State

BATCH = 500


def register() -> None:
    """Called in ready()."""
    publishing.register(count_in, move_all)
    census.register(open_by_state)
    census.register_values("ticket", holding)
    census.register_erasing(count_due)


def count_in(state: State) -> int:
    """How many tickets stand in that state, also closed and deleted ones."""
    return Ticket.objects.filter(state=state).count()


def move_all(state: State, to: State, by: User | None) -> None:
    """Every ticket of a state that goes, each with its entry; one batch at a time."""
    actor: Actor = by or Machine()
    while batch := list(
        Ticket.objects.filter(state=state)
        .select_for_update(of=("self",))
        .select_related("state", "workflow")[:BATCH]
    ):
        for ticket in batch:
            ticket.move(to, by=actor)


def open_by_state() -> dict[int, int]:
    """{state: open tickets}; along the index of what is open."""
    rows = Ticket.objects.unfinished().order_by().values_list("state")
    return dict(rows.annotate(count=Count("pk")))


def holding(slug: str) -> int:
    """How many tickets hold a value in that field."""
    return Ticket.objects.exclude(fields={}).filter(fields__has_key=slug).count()
