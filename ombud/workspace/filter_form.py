"""The dialog that narrows a list: what every ticket has, and its custom fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ombud.tickets.filters import OF_FIELD
from ombud.tickets.models import KnownTags
from ombud.users.models import Team
from ombud.workflows.known import KnownFields
from ombud.workflows.models import Field
from ombud.workspace.conditions import CHOICES, LABELS, Choices, choices_of
from ombud.workspace.filters import Filters

ANY = ("", "–")


class FilterForm(forms.Form):
    """One condition a field; empty ones do not count. Sent by GET, as an address."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    state = forms.ChoiceField(label=LABELS["state"], required=False)
    type = forms.ChoiceField(label=LABELS["type"], required=False)
    team = forms.ChoiceField(label=LABELS["team"], required=False)
    assignee = forms.ChoiceField(label=LABELS["assignee"], required=False)
    priority = forms.ChoiceField(label=LABELS["priority"], required=False)
    category = forms.ChoiceField(label=LABELS["category"], required=False)
    origin = forms.ChoiceField(label=LABELS["origin"], required=False)
    tag = forms.CharField(
        label=LABELS["tag"],
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
    )

    def __init__(self, filters: Filters, teams: list[Team]) -> None:
        """With what narrows the list now."""
        now = {name: getattr(filters, name) for name in type(self).base_fields}
        now |= {f"{OF_FIELD}{slug}": value for slug, value in filters.custom}
        super().__init__(initial=now)
        for name in CHOICES.keys() - {"tag"}:
            self._offer(name, CHOICES[name](teams))
        for field in KnownFields.read().listed:
            self.fields[f"{OF_FIELD}{field.slug}"] = _made(field)

    @property
    def known_tags(self) -> list[str]:
        """Offered while one types."""
        return [chip.name for chip in KnownTags.read().chips.values()]

    def _offer(self, name: str, choices: Choices) -> None:
        field: Any = self.fields[name]
        field.choices = [ANY, *choices]
        if len(field.choices) < 3:
            del self.fields[name]


def _made(field: Field) -> forms.Field:
    choices = choices_of(field)
    made: forms.Field = (
        forms.CharField(max_length=80)
        if choices is None
        else forms.ChoiceField(choices=[ANY, *choices])
    )
    made.label, made.required = field.label, False
    return made
