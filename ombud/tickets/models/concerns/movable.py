"""A ticket moves from state to state."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ombud.core.actor import Actor
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Entry, Verb
from ombud.workflows.models import Action, State, StateKind, Workflow


class Movable(TicketBase):
    """A ticket moves from state to state, and its plain columns change."""

    class Meta:
        abstract = True

    @transaction.atomic
    def move(
        self,
        to: State | None,
        *,
        by: Actor,
        action: Action | None = None,
        also: Mapping[str, Any] | None = None,
    ) -> Entry:
        """Stand in another state from now on, and change what else the action says."""
        target = {"state": to} if to else {}
        changes = self.change(**(target | dict(also or {})))
        return self.record(Verb.MOVED, by=by, changes=changes, action=slug_of(action))

    @transaction.atomic
    def alter(self, *, by: Actor, **values: Any) -> Entry | None:
        """Change plain columns: subject, priority, tags. None if nothing differs."""
        ticket = self.locked()
        changes = ticket.change(**values)
        return ticket.record(Verb.CHANGED, by=by, changes=changes) if changes else None

    @transaction.atomic
    def retype(
        self, workflow: Workflow, *, by: Actor, state: State | None = None
    ) -> Entry | None:
        """Go on by another workflow; nothing it holds is lost. None if it did already.

        Without `state` it stands where the new workflow has the same kind of state.
        """
        ticket = self.locked()
        if ticket.workflow_id == workflow.pk:
            return None
        kind = ticket.state.kind
        target = state or workflow.states.filter(kind=kind).first()
        target = target or workflow.first_state
        changes = ticket.change(workflow=workflow, state=target)
        return ticket.record(Verb.CHANGED, by=by, changes=changes)

    def state_of_kind(self, kind: StateKind) -> State | None:
        """The workflow's first state of that kind."""
        states = State.objects.filter(workflow=self.workflow_id, kind=kind)
        return states.order_by("position").first()


def slug_of(action: Action | None) -> str:
    """How the history names the action."""
    return action.slug if action else ""
