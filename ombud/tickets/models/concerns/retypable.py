"""A ticket goes on by another workflow: its type changes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.tickets.models.base import OF_FIELD
from ombud.tickets.models.concerns.assignable import may_own
from ombud.tickets.models.concerns.performable import Performable
from ombud.tickets.models.entry import Entry, Verb
from ombud.workflows.forms import read
from ombud.workflows.landing import asked_by, landings, type_in_use
from ombud.workflows.models import ActionNotAllowed, FieldUse, State, Workflow


class Retypable(Performable):
    """A ticket's type changes, and nothing that it holds is lost."""

    class Meta:
        abstract = True

    @transaction.atomic
    def retype(
        self,
        workflow: Workflow,
        *,
        by: Actor,
        state: State | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> Entry | None:
        """Go on by another workflow. None if it did already.

        Without `state` it lands in a state of the same kind, else where the workflow
        begins. `fields`: what the new type asks for when a ticket is opened; raises
        FieldsWrong. An owner who may not own that type leaves it to the team.
        """
        ticket = self.locked()
        if not ticket.may_alter(by):
            raise ActionNotAllowed(ticket.why_not_alter(by), never=True)
        if ticket.workflow_id == workflow.pk:
            return None
        found = type_in_use(workflow.slug, by)
        uses = [] if fields is None else asked_by(found)
        values = read(uses, fields or {}, known=ticket.fields)
        changes = ticket.change(
            workflow=found,
            state=landing_of(ticket.state, found, by, state),
            **ticket._owner_of_type(found),
            **{f"{OF_FIELD}{slug}": value for slug, value in values.items()},
        )
        kept = kept_beside(ticket.fields, found)
        particulars = {"kept": kept} if kept else {}
        return ticket.record(
            Verb.CHANGED, by=by, changes=changes, particulars=particulars
        )

    def keeps_owner(self, workflow: Workflow) -> bool:
        """Whether who has it may own tickets of that type."""
        return self.assignee is None or may_own(self.assignee, self.team, workflow)

    def _owner_of_type(self, workflow: Workflow) -> dict[str, Any]:
        return {} if self.keeps_owner(workflow) else {"assignee": None}


def landing_of(
    now: State, workflow: Workflow, by: Actor, wish: State | None = None
) -> State:
    """Where it stands there: as wished, in the same kind, else where it begins."""
    offered = landings(workflow, by)
    if wish is not None:
        if wish in offered:
            return wish
        raise ActionNotAllowed(
            _("A ticket cannot land in “%(state)s” by a change of type.")
            % {"state": wish.label}
        )
    return landing_among(offered, now) or workflow.first_state


def landing_among(offered: list[State], now: State) -> State | None:
    """The first of the same kind, else the first of all."""
    same = (state for state in offered if state.kind == now.kind)
    return next(same, next(iter(offered), None))


def kept_beside(held: Mapping[str, Any], workflow: Workflow) -> dict[str, Any]:
    """What a ticket holds that this type asks for nowhere."""
    asked = FieldUse.objects.filter(workflow=workflow, field__slug__in=list(held))
    known = set(asked.values_list("field__slug", flat=True)) if held else set()
    return {slug: value for slug, value in held.items() if slug not in known}
