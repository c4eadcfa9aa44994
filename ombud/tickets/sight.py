"""What an agent sees and may do, workflow by workflow, by the rights themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from ombud.tickets.models import Ticket
from ombud.users.models import Team, User
from ombud.workflows.models import Action, Rights, State, Workflow


@dataclass(frozen=True, slots=True)
class StateSeen:
    """A state as an agent meets it: in tickets of their own, and in any ticket."""

    state: State
    of_own: bool
    of_all: bool
    # What they may do on a ticket of theirs, and on others.
    own_actions: list[Action]
    other_actions: list[Action]
    tickets: int


@dataclass(frozen=True, slots=True)
class WorkflowSeen:
    """A workflow as an agent meets it."""

    workflow: Workflow
    may_own: bool
    states: list[StateSeen]

    @property
    def tickets(self) -> int:
        """Open ones that they see."""
        return sum(one.tickets for one in self.states)

    @property
    def is_hidden(self) -> bool:
        """Whether they meet nothing of it."""
        return not any(one.of_own or one.of_all for one in self.states)


def seen_by(agent: User) -> list[WorkflowSeen]:
    """All workflows; a constant number of queries."""
    visible = Ticket.objects.visible_to(agent).unfinished().order_by()
    counts = dict(visible.values_list("state").annotate(count=Count("pk")))
    found = Workflow.objects.prefetch_related("states", "actions__from_states")
    return [
        WorkflowSeen(
            workflow,
            Rights.of(agent).may_own(workflow.pk),
            list(_states(workflow, agent, counts)),
        )
        for workflow in found
    ]


def _states(
    workflow: Workflow, agent: User, counts: dict[int, int]
) -> Iterator[StateSeen]:
    nobodys = Team(pk=0, name="")
    for state in workflow.states.all():
        # Tickets that are not there: the same questions as of any ticket.
        own = Ticket(workflow=workflow, state=state, team=nobodys, assignee=agent)
        other = Ticket(workflow=workflow, state=state, team=nobodys)
        yield StateSeen(
            state,
            own.may_act(agent),
            other.may_act(agent),
            list(_actions(workflow, own, agent)),
            list(_actions(workflow, other, agent)),
            counts.get(state.pk, 0),
        )


def _actions(workflow: Workflow, ticket: Ticket, agent: User) -> Iterator[Action]:
    if not ticket.may_act(agent):
        return
    for action in workflow.actions.all():
        offered = {state.pk for state in action.from_states.all()}
        if ticket.state_id in offered and ticket.may_perform(action, agent):
            yield action
