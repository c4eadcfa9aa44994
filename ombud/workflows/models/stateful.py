"""What tickets, processes and quotes share: they move on a workflow, by one door."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ombud.core.prepared import Prepared
from ombud.core.statements import one
from ombud.workflows.forms import read
from ombud.workflows.models.action import Action, keyed
from ombud.workflows.models.field import FieldUse
from ombud.workflows.models.state import State
from ombud.workflows.models.workflow import Workflow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ombud.core.actor import Actor


_ACTIONS = Prepared(
    lambda *, workflow, state: (
        Action.objects.filter(workflow=workflow, from_states=state)
        .select_related("to_state")
        .annotate(has_fields=Exists(FieldUse.objects.filter(action=OuterRef("pk"))))
        .order_by("position")
    )
)


class ActionNotAllowed(Exception):
    """The action cannot be performed: never by this actor, or not in this state."""

    def __init__(self, message: str, *, never: bool = False) -> None:
        super().__init__(message)
        self.never = never


class Stateful(models.Model):
    """Something that stands in a state and moves by actions."""

    workflow = models.ForeignKey(Workflow, models.PROTECT, related_name="+")
    state = models.ForeignKey(State, models.PROTECT, related_name="+")
    # What custom fields hold, by their slugs; see workflows.values.
    fields = models.JSONField(default=dict, blank=True)

    # Relations to what only settings change.
    SETTINGS: ClassVar[tuple[str, ...]] = ("state", "workflow")

    class Meta:
        abstract = True

    def actions_for(self, by: "Actor") -> list[Action]:
        """What this actor may do here, in the workflow's order; one query."""
        if not self.may_act(by):
            return []
        found = _ACTIONS.rows(workflow=self.workflow_id, state=self.state_id)
        return keyed([action for action in found if self.may_perform(action, by)])

    def action(self, slug: str, *, by: "Actor") -> Action:
        """The action of that name, if this actor may perform it now."""
        found = Action.objects.select_related("to_state")
        action = found.filter(workflow=self.workflow_id, slug=slug).first()
        if action is None:
            raise ActionNotAllowed(_("This workflow has no such action."), never=True)
        self.check_action(action, by=by)
        return action

    def check_action(self, action: Action, *, by: "Actor") -> None:
        """Raise ActionNotAllowed unless the actor may perform the action now."""
        if action.workflow_id != self.workflow_id:
            raise ActionNotAllowed(_("This workflow has no such action."), never=True)
        if not self.may_act(by) or not self.may_perform(action, by):
            raise ActionNotAllowed(self.why_not(action, by), never=True)
        if not action.from_states.filter(pk=self.state_id).exists():
            raise ActionNotAllowed(
                _("“%(action)s” is not possible while the state is “%(state)s”.")
                % {"action": action.label, "state": self.state.label}
            )

    def check_target(self, wish: State | None, *, by: "Actor") -> None:
        """A wish for a state goes only where an action leads from here."""
        if wish is None or wish.pk == self.state_id:
            return
        if all(action.to_state_id != wish.pk for action in self.actions_for(by)):
            raise ActionNotAllowed(
                _("“%(action)s” is not possible while the state is “%(state)s”.")
                % {"action": wish.label, "state": self.state.label}
            )

    def may_act(self, by: "Actor") -> bool:
        """Whether this actor may act here at all; told by the class below."""
        raise NotImplementedError

    def may_alter(self, by: "Actor") -> bool:
        """Whether they may change what needs no action; told by the class below."""
        raise NotImplementedError

    def may_perform(self, action: Action, by: "Actor") -> bool:
        """Whether the matrix lets this actor perform it; told by the class below."""
        raise NotImplementedError

    def why_not(self, action: Action, by: "Actor") -> str:
        """The sentence for whom the matrix refuses."""
        return _("You may not do this on this ticket.")

    def apply(self, action: Action, *, by: "Actor", values: "Mapping[str, Any]") -> Any:
        """The action's effect; told by the class below."""
        raise NotImplementedError

    @transaction.atomic
    def perform(
        self, action: Action, *, by: "Actor", values: "Mapping[str, Any] | None" = None
    ) -> Any:
        """Lock, check once more under the lock, take effect; gives the entry.

        `values`: what the action's kind asks for, and under "fields" its custom
        fields, as stored or as a program gives them; raises FieldsWrong.
        """
        fresh, values = self.locked(), dict(values or {})
        fresh.check_action(action, by=by)
        fresh.check_target(values.get("state"), by=by)
        uses = action.field_uses.select_related("field")
        given = read(uses, values.pop("fields", {}), known=fresh.fields)
        return fresh.apply(action, by=by, values=values | {"fields": given})

    def locked(self) -> Self:
        """This row as it is now, held until the transaction ends."""
        row = one(type(self), "WHERE id = %s FOR UPDATE", [self.pk])
        if row is None:
            raise type(self).DoesNotExist
        self._hand_over(row)
        return row

    def _hand_over(self, row: Self) -> None:
        """What the row is tied to as before need not be read again."""
        for name in self.SETTINGS:
            attname = f"{name}_id"
            is_same = getattr(row, attname) == getattr(self, attname)
            if is_same and name in self._state.fields_cache:
                setattr(row, name, getattr(self, name))
