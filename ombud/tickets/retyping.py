"""A change of type before it happens: where it lands, and what becomes of fields."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from ombud.tickets.models import Ticket
from ombud.tickets.models.concerns.retypable import kept_beside, landing_of
from ombud.tickets.names import Names
from ombud.users.models import User
from ombud.workflows.forms import FieldsForm
from ombud.workflows.known import KnownFields, known_types
from ombud.workflows.landing import asked_by, landings, openable_by, type_in_use
from ombud.workflows.models import ActionNotAllowed, Field, State, Workflow

Held = list[tuple[Field, str]]


@dataclass
class Retyping:
    """A ticket, a type that it may get, and what the dialog says of both."""

    ticket: Ticket
    by: User
    slug: str = ""
    data: Any = None
    files: Any = None
    # What was wished wrongly; fields say it themselves.
    wrong: list[str] = field(default_factory=list)

    @cached_property
    def types(self) -> list[Workflow]:
        """What it may become."""
        mine = self.ticket.workflow_id
        return [one for one in openable_by(self.by) if one.pk != mine]

    @cached_property
    def workflow(self) -> Workflow | None:
        """What was chosen; None where nothing was yet."""
        return next((one for one in self.types if one.slug == self.slug), None)

    @cached_property
    def states(self) -> list[State]:
        """Where it may land."""
        return landings(self.workflow, self.by) if self.workflow else []

    @cached_property
    def state(self) -> State | None:
        """Where it lands: as wished, else in the same kind of state."""
        if self.workflow is None:
            return None
        wish = (self.data or {}).get("state", "")
        found = next((one for one in self.states if one.slug == wish), None)
        if wish and found is None:
            raise ActionNotAllowed(
                _("There is no state “%(state)s” in this type. Choose another one.")
                % {"state": wish[:60]}
            )
        return found or landing_of(self.ticket.state, self.workflow, self.by)

    @cached_property
    def form(self) -> FieldsForm | None:
        """What the new type asks for; what the ticket has stands in it already."""
        if self.workflow is None:
            return None
        uses = asked_by(self.workflow)
        return FieldsForm(uses, self.data, self.files, initial=self.ticket.fields)

    @property
    def carried(self) -> Held:
        """What it holds and the new type knows."""
        return [one for one in self._held if one[0].slug not in self._kept]

    @property
    def kept(self) -> Held:
        """What it holds and the new type asks for nowhere."""
        return [one for one in self._held if one[0].slug in self._kept]

    @property
    def loses_owner(self) -> bool:
        """Whether who has it may not own tickets of that type."""
        return self.workflow is not None and not self.ticket.keeps_owner(self.workflow)

    def is_valid(self) -> bool:
        """Whether there is such a type and state, and the fields fit."""
        try:
            self.workflow = type_in_use(self.slug, self.by) if self.slug else None
            if self.workflow is None:
                self.wrong = [_("Choose a type.")]
            elif self.state and self.form:
                return self.form.is_valid()
        except ActionNotAllowed as no:
            self.wrong, self.data = [str(no)], None
            vars(self).pop("form", None)
        return False

    @cached_property
    def _held(self) -> Held:
        names = Names.of_workflow(self.ticket.workflow_id)
        return [
            (row, names.value(row, self.ticket.fields[slug]))
            for slug, row in KnownFields.read().by_slug.items()
            if slug in self.ticket.fields
        ]

    @cached_property
    def _kept(self) -> dict[str, Any]:
        return kept_beside(self.ticket.fields, self.workflow) if self.workflow else {}


def may_retype(ticket: Ticket, reader: User) -> bool:
    """Whether to offer it: who may change the ticket, where there is another type."""
    others = (one for one in known_types() if one.pk != ticket.workflow_id)
    return any(one.is_active for one in others) and ticket.may_alter(reader)
