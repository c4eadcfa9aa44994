"""Where tickets go when the state in which they stand is removed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.workflows.editor_forms import state_choices
from ombud.workflows.models import Workflow
from ombud.workflows.plan import Plan
from ombud.workflows.publishing import inhabitants_of


class MovesForm(forms.Form):
    """One choice for each state that goes while something stands in it."""

    def __init__(
        self, *args: Any, workflow: Workflow, plan: Plan, **kwargs: Any
    ) -> None:
        """`plan`: what is to be published."""
        kwargs["prefix"] = "moves"
        super().__init__(*args, **kwargs)
        kept = [state["slug"] for state in plan["states"]]
        for state in workflow.states.exclude(slug__in=kept):
            count = inhabitants_of(state)
            if count:
                self.fields[state.slug] = forms.ChoiceField(
                    label=ngettext(
                        "%(count)s ticket in “%(state)s” goes to",
                        "%(count)s tickets in “%(state)s” go to",
                        count,
                    )
                    % {"count": count, "state": state.label},
                    choices=[("", "—"), *state_choices(plan)],
                    error_messages={"required": _("Say where they go.")},
                )

    @property
    def moves(self) -> dict[str, str]:
        """{state that goes: state that its tickets go to}."""
        return dict(self.cleaned_data)
