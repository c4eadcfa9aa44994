"""What an action of the workflow does to a ticket, and who may let it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ombud.core.actor import Actor, ActorKind
from ombud.tickets.assigning import new_owner, way_of
from ombud.tickets.models.base import OF_FIELD
from ombud.tickets.models.concerns.deletable import Deletable
from ombud.tickets.models.concerns.forwardable import Forwardable
from ombud.tickets.models.concerns.notable import Notable
from ombud.tickets.models.entry import Entry
from ombud.tickets.models.tag import KnownTags
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.models import (
    Action,
    ActionKind,
    ActionNotAllowed,
    Assignment,
    Rights,
)


class Performable(Forwardable, Notable, Deletable):
    """Actions take effect by the verbs of these concerns; the matrix says whose."""

    class Meta:
        abstract = True

    def may_act(self, by: Actor) -> bool:
        """An agent on what they may see; a machine always."""
        if by.actor_kind == ActorKind.MACHINE:
            return True
        if not isinstance(by, User) or not by.may(Permission.WORK_TICKETS):
            return False
        return self.is_inside(by) or self.state_id in Rights.of(by).granted_states

    def is_inside(self, by: User) -> bool:
        """Whether they work on it by team or by name, and see its state."""
        if by.may(Permission.SEE_ALL_TICKETS):
            return True
        if self.team_id not in by.team_ids and self.assignee_id != by.pk:
            return False
        return self.state_id not in Rights.of(by).hidden_states

    def may_alter(self, by: Actor) -> bool:
        """Whether they may change what needs no action: priority, tags, type."""
        if not isinstance(by, User):
            return by.actor_kind == ActorKind.MACHINE
        is_agent = by.may(Permission.WORK_TICKETS)
        return is_agent and self.is_inside(by) and not self.is_locked_for(by)

    def may_perform(self, action: Action, by: Actor) -> bool:
        """By the matrix, and by whose ticket it is where only that one acts."""
        if not isinstance(by, User):
            return by.actor_kind == ActorKind.MACHINE
        allowed = Rights.of(by).may_perform(
            self.workflow_id, action.pk, self.state_id, inside=self.is_inside(by)
        )
        is_free = not self.is_locked_for(by) or self._opens(action, by)
        return allowed and is_free and not self._takes_wrongly(action, by)

    def action_of_kind(self, kind: ActionKind, *, by: Actor) -> Action:
        """The workflow's own action for this, if the actor may perform it now."""
        found = Action.objects.filter(workflow=self.workflow_id, kind=kind)
        actions = list(found.order_by("position"))
        if not actions:
            raise ActionNotAllowed(_("This workflow has no such action."), never=True)
        possible = [each for each in self.actions_for(by) if each.kind == kind]
        if not possible:
            # Raises, and says why.
            self.check_action(actions[0], by=by)
        return possible[0]

    def why_not_alter(self, by: Actor) -> str:
        """The sentence for whom `may_alter` refuses."""
        if isinstance(by, User) and self.is_locked_for(by) and self.assignee:
            return _("Only %(name)s acts on this ticket now. You can comment.") % {
                "name": self.assignee.name
            }
        return _("You may not do this on this ticket.")

    def is_locked_for(self, by: User) -> bool:
        """Whether it is somebody else's, and the workflow leaves it to them alone."""
        is_anothers = self.assignee_id is not None and self.assignee_id != by.pk
        return is_anothers and self.workflow.is_exclusive

    def _takes_wrongly(self, action: Action, by: User) -> bool:
        """Whether it would become theirs, who may own none of this type."""
        takes = way_of(action) == Assignment.ME
        return takes and not Rights.of(by).may_own(self.workflow_id)

    def _opens(self, action: Action, by: User) -> bool:
        """Everybody may comment; who leads may give it to somebody else."""
        if action.kind == ActionKind.NOTE:
            return True
        return action.kind == ActionKind.ASSIGN and self.may_lead(by)

    def may_lead(self, by: User) -> bool:
        """Whether they may step in where only the owner acts."""
        return by.may(Permission.LEAD_TICKETS)

    def why_not(self, action: Action, by: Actor) -> str:
        """Whose ticket it is, or that the matrix says no."""
        if isinstance(by, User) and self._takes_wrongly(action, by):
            words = {"agent": by.name, "type": self.workflow.label}
            return _("%(agent)s may not own tickets of the type %(type)s.") % words
        return self.why_not_alter(by)

    def apply(self, action: Action, *, by: Actor, values: Mapping[str, Any]) -> Entry:
        """The effect of an action, by the verb of its kind; one entry."""
        values = dict(values)
        also = self._set_by(
            action, values.pop("fields", {}), tags=values.pop("tags", ())
        )
        also |= new_owner(self, action, by, values)
        common: dict[str, Any] = {"action": action, "by": by, "also": also}
        match action.kind:
            case ActionKind.REPLY:
                return self.reply(**common, **values)
            case ActionKind.NOTE:
                return self.note(**common, **values)
            case ActionKind.FORWARD:
                return self.forward(**common, **values)
            case ActionKind.DELETE:
                return self.delete_to_bin(**common)
            case ActionKind.TAKE | ActionKind.ASSIGN:
                return self.give(**common, note=values.get("note", ""))
        return self.move(action.to_state, **common)

    def _set_by(
        self, action: Action, given: Mapping[str, Any], *, tags: Iterable[str] = ()
    ) -> dict[str, Any]:
        """What the action sets by itself, what was filled in, and a template's tags."""
        sets = action.sets
        fields = {**sets.get("fields", {}), **given}
        found = {f"{OF_FIELD}{slug}": value for slug, value in fields.items()}
        if sets.get("priority"):
            found["priority"] = sets["priority"]
        if words := [*sets.get("tags", []), *tags]:
            new = KnownTags.read().resolve(words)
            found["tags"] = list(dict.fromkeys([*self.tags, *new]))
        return found
