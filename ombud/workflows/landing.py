"""Which types an agent may open, and in which states a ticket may land there."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.models import (
    Action,
    ActionNotAllowed,
    FieldUse,
    Rights,
    State,
    Workflow,
)


def openable_by(agent: User) -> list[Workflow]:
    """Types in use whose first state the agent sees; one query and the matrix."""
    states = State.objects.filter(workflow=OuterRef("pk")).order_by("position")
    offered = Workflow.objects.filter(is_active=True).annotate(
        first=Subquery(states.values("pk")[:1])
    )
    hidden = _hidden_from(agent)
    return [one for one in offered if getattr(one, "first", None) not in hidden]


def type_in_use(slug: str, by: Actor) -> Workflow:
    """The type of that name as it is now; raises ActionNotAllowed."""
    workflow = Workflow.objects.filter(slug=slug).first()
    if workflow is None:
        raise ActionNotAllowed(
            _("There is no type “%(slug)s” any more. Choose another one.")
            % {"slug": slug[:80]}
        )
    words = {"type": workflow.label}
    if not workflow.is_active:
        raise ActionNotAllowed(
            _("The type %(type)s is not offered any more. Choose another one.") % words
        )
    if isinstance(by, User) and workflow not in openable_by(by):
        raise ActionNotAllowed(
            _("The type %(type)s is not yours to use.") % words, never=True
        )
    return workflow


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


def asked_by(workflow: Workflow) -> list[FieldUse]:
    """The fields that its tickets are opened with."""
    uses = FieldUse.objects.filter(workflow=workflow, action=None)
    return list(uses.select_related("field"))


def taken_by(workflow: Workflow) -> list[FieldUse]:
    """Those, and what its actions ask for later: a program may know it at once."""
    uses = FieldUse.objects.filter(workflow=workflow).select_related("field")
    found = list(uses.order_by("action", "position"))
    first = [use for use in found if use.action_id is None]
    known = {use.field_id for use in first}
    later = {u.field_id: u.field for u in found if u.field_id not in known}
    return first + [FieldUse(field=field) for field in later.values()]


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
