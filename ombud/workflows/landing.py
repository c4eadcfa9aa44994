"""Which types an agent may open, and in which states a ticket may land there."""

from django.db.models import OuterRef, Subquery

from ombud.core.actor import Actor
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.models import Action, Rights, State, Workflow


def openable_by(agent: User) -> list[Workflow]:
    """Types in use whose first state the agent sees; one query and the matrix."""
    states = State.objects.filter(workflow=OuterRef("pk")).order_by("position")
    offered = Workflow.objects.filter(is_active=True).annotate(
        first=Subquery(states.values("pk")[:1])
    )
    hidden = _hidden_from(agent)
    return [one for one in offered if getattr(one, "first", None) not in hidden]


def landings(workflow: Workflow, by: Actor) -> list[State]:
    """Where a ticket that gets this type may stand, in the workflow's order.

    Where it begins, and wherever the agent could lead it: what only the accountant's
    button reaches, a change of type does not reach either.
    """
    states = list(workflow.states.order_by("position"))
    if not isinstance(by, User):
        return states
    reachable, hidden = _reachable(workflow, by), _hidden_from(by)
    return [
        state
        for place, state in enumerate(states)
        if state.pk not in hidden and (place == 0 or reachable.get(state.pk, True))
    ]


def _reachable(workflow: Workflow, by: User) -> dict[int, bool]:
    """{state: whether one of the ways to it is this agent's}; without a way: absent."""
    ways = Action.objects.filter(workflow=workflow, to_state__isnull=False)
    rights, found = Rights.of(by), dict[int, bool]()
    for action, start, end in ways.values_list("pk", "from_states", "to_state"):
        may = rights.may_perform(workflow.pk, action, start or 0, inside=True)
        found[end] = found.get(end, False) or may
    return found


def _hidden_from(agent: User) -> set[int]:
    if agent.may(Permission.SEE_ALL_TICKETS):
        return set()
    return set(Rights.of(agent).hidden_states)
