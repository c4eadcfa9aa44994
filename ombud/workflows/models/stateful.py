"""What tickets, processes and quotes share: they move on a workflow, by one door."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.utils.translation import gettext as _

from ombud.core.prepared import one
from ombud.workflows.models.action import Action
from ombud.workflows.models.state import State
from ombud.workflows.models.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ombud.core.actor import Actor


class ActionNotAllowed(Exception):
    """The action cannot be performed: never by this actor, or not in this state."""

    def __init__(self, message: str, *, never: bool = False) -> None:
        super().__init__(message)
        self.never = never


class Stateful(models.Model):
    """Something that stands in a state and moves by actions."""

    workflow = models.ForeignKey(Workflow, models.PROTECT, related_name="+")
    state = models.ForeignKey(State, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def actions_for(self, by: "Actor") -> list[Action]:
        """What this actor may do here, in the workflow's order; one query."""
        if not self.may_act(by):
            return []
        return list(
            Action.objects.filter(workflow=self.workflow_id, from_states=self.state_id)
            .select_related("to_state")
            .order_by("position")
        )

    def action(self, slug: str, *, by: "Actor") -> Action:
        """The action of that name, if this actor may perform it now."""
        action = Action.objects.filter(workflow=self.workflow_id, slug=slug).first()
        if action is None:
            raise ActionNotAllowed(_("This workflow has no such action."), never=True)
        self.check_action(action, by=by)
        return action

    def check_action(self, action: Action, *, by: "Actor") -> None:
        """Raise ActionNotAllowed unless the actor may perform the action now."""
        if not self.may_act(by):
            raise ActionNotAllowed(_("You may not do this on this ticket."), never=True)
        if not action.from_states.filter(pk=self.state_id).exists():
            raise ActionNotAllowed(
                _("“%(action)s” is not possible while the state is “%(state)s”.")
                % {"action": action.label, "state": self.state.label}
            )

    def may_act(self, by: "Actor") -> bool:
        """Whether this actor may act here at all; told by the class below."""
        raise NotImplementedError

    def apply(self, action: Action, *, by: "Actor", values: "Mapping[str, Any]") -> Any:
        """The action's effect besides its state; told by the class below."""
        raise NotImplementedError

    @transaction.atomic
    def perform(
        self, action: Action, *, by: "Actor", values: "Mapping[str, Any] | None" = None
    ) -> Any:
        """Lock, check once more under the lock, take effect; gives the entry."""
        fresh = self.locked()
        fresh.check_action(action, by=by)
        return fresh.apply(action, by=by, values=values or {})

    def locked(self) -> Self:
        """This row as it is now, held until the transaction ends."""
        row = one(type(self), "WHERE id = %s FOR UPDATE", [self.pk])
        if row is None:
            raise type(self).DoesNotExist
        row.state = one(State, "WHERE id = %s", [row.state_id]) or row.state
        return row
