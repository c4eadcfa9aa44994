"""As what a ticket by hand begins: its type, its state, and what the type asks for."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ombud.users.models import User
from ombud.workflows.forms import FieldsForm
from ombud.workflows.landing import asked_by, landings, openable_by
from ombud.workflows.models import State, Workflow
from ombud.workflows.starting import SLUGS, starter
from ombud.workspace.caller_form import CallerForm


class OpeningForm(CallerForm):
    """Another type has other states and other fields; they are sent with the form."""

    type = forms.ChoiceField(
        label=_("Type"),
        required=False,
        error_messages={
            "invalid_choice": _("There is no such type any more. Choose another one.")
        },
    )
    state = forms.ChoiceField(
        label=_("State"),
        error_messages={
            "invalid_choice": _("This type has no such state. Choose another one.")
        },
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        choices: Any = self.fields
        choices["type"].choices = [(one.slug, one.label) for one in self.types]
        choices["type"].initial = self.workflow.slug
        choices["state"].choices = [(one.slug, one.label) for one in self.states]

    @cached_property
    def types(self) -> list[Workflow]:
        """What the agent may open; the type that we ship first comes first."""
        first = SLUGS[0]
        return sorted(openable_by(self.by), key=lambda one: one.slug != first)

    @property
    def offered(self) -> list[tuple[Workflow, bool]]:
        """Each type, and whether it is chosen."""
        return [(one, one.pk == self.workflow.pk) for one in self.types]

    @cached_property
    def workflow(self) -> Workflow:
        """What was chosen, else the first that may be opened."""
        wish = self["type"].value()
        chosen = [one for one in self.types if one.slug == wish]
        return (chosen or self.types or [starter(SLUGS[0])])[0]

    @cached_property
    def states(self) -> list[State]:
        """Where a ticket can stand; the first is where it begins."""
        return landings(self.workflow, self.by)

    @property
    def solved(self) -> str:
        """The state of what was answered at once."""
        return next((one.slug for one in self.states if one.is_finished), "")

    @cached_property
    def asked(self) -> FieldsForm:
        """What the type asks for when a ticket is opened."""
        data, files = (self.data, self.files) if self.is_bound else (None, None)
        form = FieldsForm(asked_by(self.workflow), data, files)
        if not self.is_bound:
            form.initial = self._brought(form)
        return form

    def is_valid(self) -> bool:
        """Both, so that everything that is wrong is said at once."""
        found = [super().is_valid(), self.asked.is_valid()]
        return all(found)

    def _brought(self, form: FieldsForm) -> dict[str, Any]:
        """What an address brings: ?fields-reason=broken."""
        words = {name: self.initial.get(form.add_prefix(name)) for name in form.fields}
        return {name: value for name, value in words.items() if value}
