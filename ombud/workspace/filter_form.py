"""The dialog that narrows a list: what every ticket has, and its custom fields."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ombud.channels.models import Kind
from ombud.tickets.filters import ME, NOBODY, OF_FIELD
from ombud.tickets.models import KnownTags, Priority
from ombud.users.models import Team, User
from ombud.users.people import workers
from ombud.workflows.known import KnownFields, known_types
from ombud.workflows.models import Category, Field, FieldKind, StateKind
from ombud.workspace.filters import Filters

Choices = Iterable[tuple[str, Any]]
ANY = ("", "–")


class FilterForm(forms.Form):
    """One condition a field; empty ones do not count. Sent by GET, as an address."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False)
    type = forms.ChoiceField(label=_("Type"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    assignee = forms.ChoiceField(label=_("Agent"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    origin = forms.ChoiceField(label=_("Reached us by"), required=False)
    tag = forms.CharField(
        label=_("Tag"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "known-tags", "autocomplete": "off"}),
    )

    def __init__(self, filters: Filters, teams: list[Team]) -> None:
        """With what narrows the list now."""
        now = {name: getattr(filters, name) for name in type(self).base_fields}
        now |= {f"{OF_FIELD}{slug}": value for slug, value in filters.custom}
        super().__init__(initial=now)
        self._offer("state", StateKind.choices)
        self._offer("type", [(one.slug, one.label) for one in known_types()])
        self._offer("team", [(team.slug, team.name) for team in teams])
        self._offer("assignee", [*WHO, *((u.email, u.name) for u in workers())])
        self._offer("priority", Priority.choices)
        self._offer("category", [(c.slug, c.path) for c in Category.objects.tree()])
        self._offer("origin", Kind.choices)
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


WHO = ((ME, _("Me")), (NOBODY, _("Nobody yet")))


def _made(field: Field) -> forms.Field:
    made: forms.Field
    match field.kind:
        case FieldKind.CHOICE | FieldKind.TREE:
            made = forms.ChoiceField(choices=[ANY, *field.leaves()])
        case FieldKind.CHECKBOX:
            made = forms.ChoiceField(choices=[ANY, ("yes", _("yes")), ("no", _("no"))])
        case FieldKind.AGENT:
            people = User.objects.agents().values_list("email", "name")
            made = forms.ChoiceField(choices=[ANY, *people])
        case FieldKind.TEAM:
            teams = Team.objects.values_list("slug", "name")
            made = forms.ChoiceField(choices=[ANY, *teams])
        case _:
            made = forms.CharField(max_length=80)
    made.label, made.required = field.label, False
    return made
