"""A ticket moves from state to state."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ombud.core.actor import Actor
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Entry, Verb
from ombud.workflows.models import Action, State, StateKind


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

    def state_of_kind(self, kind: StateKind) -> State | None:
        """The workflow's first state of that kind."""
        states = State.objects.filter(workflow=self.workflow_id, kind=kind)
        return states.order_by("position").first()


def slug_of(action: Action | None) -> str:
    """How the history names the action."""
    return action.slug if action else ""
