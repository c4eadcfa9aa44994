"""What an action asks before it is performed: its fields, and what its kind needs."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ombud.tickets.field_files import keep_files
from ombud.tickets.models import Entry, Ticket
from ombud.tickets.owners import owners_for
from ombud.tickets.people import read
from ombud.workflows.forms import FieldsForm
from ombud.workflows.models import Action, ActionKind, Recipient

AnyForm = TypeVar("AnyForm", bound=forms.Form)


class ForwardForm(forms.Form):
    """To whom outside, and what they should know."""

    to = forms.CharField(label=gettext_lazy("To"), max_length=1000)
    with_files = forms.BooleanField(
        label=gettext_lazy("With the customer's files"), required=False, initial=True
    )
    text = forms.CharField(
        label=gettext_lazy("What they should know"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_to(self) -> list[dict[str, str]]:
        """One address at least."""
        people, wrong = read(self.cleaned_data["to"])
        if wrong or not people:
            raise forms.ValidationError(
                _("“%(text)s” is not an e-mail address. Correct or remove it.")
                % {"text": wrong[0] if wrong else self.cleaned_data["to"]}
            )
        return people


class GiveForm(forms.Form):
    """An owner, where the action asks for one among other things."""

    to = forms.ChoiceField(label=gettext_lazy("To whom"))
    note = forms.CharField(
        label=gettext_lazy("What should they know?"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, ticket: Ticket, **options: Any) -> None:
        """With the teams and their people."""
        super().__init__(*args, **options)
        self.teams = {one.team.slug: one for one in owners_for(ticket)}
        choices = [
            (f"{slug}/{person.user.email}", person.user.name)
            for slug, one in self.teams.items()
            for person in one.people
        ]
        teams = [(slug, one.team.name) for slug, one in self.teams.items()]
        to: Any = self.fields["to"]
        to.choices = [*teams, *choices]

    @property
    def owner(self) -> dict[str, Any]:
        """As the verb takes it."""
        slug, _slash, email = self.cleaned_data["to"].partition("/")
        team = self.teams[slug]
        people = (person.user for person in team.people)
        return {
            "team": team.team,
            "agent": next((one for one in people if one.email == email), None),
            "note": self.cleaned_data["note"],
        }


@dataclass
class Asked:
    """An action's form for one ticket: as it is shown, and as it was sent."""

    ticket: Ticket
    action: Action
    data: Any = None
    files: Any = None
    wrong: dict[str, str] = field(default_factory=dict)

    @cached_property
    def form(self) -> FieldsForm:
        """Its custom fields; what the ticket has stands in them already."""
        uses = self.action.field_uses.select_related("field")
        form = FieldsForm(uses, self.data, self.files, initial=self.ticket.fields)
        return self._sent_with(form)

    @cached_property
    def extra(self) -> ForwardForm | GiveForm | None:
        """What its kind needs besides."""
        match self.action.kind:
            case ActionKind.FORWARD:
                return self._sent_with(ForwardForm(self.data))
            case ActionKind.ASSIGN:
                return self._sent_with(GiveForm(self.data, ticket=self.ticket))
        return None

    @property
    def form_id(self) -> str:
        """Which form of the page sends it: a sheet's of the composer, or its own."""
        if self.action.kind in {ActionKind.REPLY, ActionKind.NOTE}:
            return f"{self.action.kind}-form"
        return "action-own-form"

    def _sent_with(self, form: AnyForm) -> AnyForm:
        """The fields stand outside of every form, and name theirs."""
        for asked in form.fields.values():
            asked.widget.attrs["form"] = self.form_id
        return form

    def is_valid(self) -> bool:
        """Whether all of it fits."""
        found = [form.is_valid() for form in (self.extra, self.form) if form]
        return all(found)

    @property
    def values(self) -> dict[str, Any]:
        """What `perform` takes."""
        return {"fields": self.form.values} | self.extra_values

    @property
    def extra_values(self) -> dict[str, Any]:
        """Of these, what its kind needs besides its fields."""
        if isinstance(self.extra, GiveForm):
            return self.extra.owner
        return self.extra.cleaned_data if self.extra else {}

    def keep_files(self, entry: Entry) -> None:
        """What was uploaded belongs to the entry; its name stands in the field."""
        keep_files(self.form, entry)

    @property
    def tells(self) -> str:
        """Who hears of it, in words; empty where nobody does by a notice."""
        labels = dict(Recipient.choices)
        kinds = {
            recipient.partition(":")[0]: None
            for notice in self.action.notices.all()
            for recipient in notice.recipients
        }
        return ", ".join(str(labels[kind]) for kind in kinds if kind in labels)
