"""What custom fields hold: read from a form or a program, kept as JSON, shown."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ombud.users.models import Team, User
from ombud.workflows import records
from ombud.workflows.models.field import Field, FieldKind
from ombud.workflows.money import MoneyField

MOST_LETTERS, MOST_WORDS = 500, 20_000


def form_field(field: Field, *, required: bool = False) -> forms.Field:
    """The field of a form that asks for it, with its sentences."""
    made = _made(field)
    made.required = required
    made.label = field.label
    made.help_text = field.help
    made.error_messages["required"] = _("%(field)s is needed.") % {"field": field.label}
    return made


Maker = Callable[[Field, dict[str, str]], forms.Field]


def _made(field: Field) -> forms.Field:
    wrong = wrong_value(field)
    maker = MAKERS.get(FieldKind(field.kind), _text)
    return maker(field, {"invalid": wrong, "invalid_choice": wrong})


def _text(_field: Field, _wrong: dict[str, str]) -> forms.Field:
    return forms.CharField(max_length=MOST_LETTERS)


def _long_text(_field: Field, _wrong: dict[str, str]) -> forms.Field:
    lines = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(max_length=MOST_WORDS, widget=lines)


def _number(_field: Field, wrong: dict[str, str]) -> forms.Field:
    return forms.DecimalField(
        max_digits=20, decimal_places=6, localize=True, error_messages=wrong
    )


def _date(_field: Field, wrong: dict[str, str]) -> forms.Field:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        widget=picker, input_formats=["%Y-%m-%d"], error_messages=wrong
    )


def _choice(field: Field, wrong: dict[str, str]) -> forms.Field:
    return forms.ChoiceField(choices=[("", "—"), *field.leaves()], error_messages=wrong)


def _agent(_field: Field, wrong: dict[str, str]) -> forms.Field:
    agents = User.objects.agents()
    return forms.ModelChoiceField(agents, to_field_name="email", error_messages=wrong)


def _team(_field: Field, wrong: dict[str, str]) -> forms.Field:
    teams = Team.objects.all()
    return forms.ModelChoiceField(teams, to_field_name="slug", error_messages=wrong)


MAKERS: dict[FieldKind, Maker] = {
    FieldKind.LONG_TEXT: _long_text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: lambda _field, wrong: MoneyField(sentence=wrong["invalid"]),
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.TREE: _choice,
    FieldKind.CHECKBOX: lambda _field, _wrong: forms.BooleanField(),
    FieldKind.FILE: lambda _field, _wrong: forms.FileField(),
    FieldKind.AGENT: _agent,
    FieldKind.TEAM: _team,
    FieldKind.RECORD: lambda field, wrong: records.RecordField(
        field, sentence=wrong["invalid"]
    ),
}


def wrong_value(field: Field) -> str:
    """What this kind of field takes."""
    sentence = TAKES.get(
        FieldKind(field.kind), _lazy("%(field)s takes one of its values.")
    )
    return str(sentence) % {"field": field.label}


TAKES = {
    FieldKind.NUMBER: _lazy("%(field)s takes a number."),
    FieldKind.MONEY: _lazy("%(field)s takes an amount and its currency."),
    FieldKind.DATE: _lazy("%(field)s takes a date, such as 2026-12-24."),
    FieldKind.AGENT: _lazy("%(field)s takes one of your agents."),
    FieldKind.TEAM: _lazy("%(field)s takes one of your teams."),
    FieldKind.RECORD: _lazy("%(field)s takes the number of something that exists."),
}


def stored(cleaned: Any) -> Any:
    """A cleaned value as JSON keeps it; None where nothing was given."""
    if cleaned in (None, "", []):
        return None
    if isinstance(cleaned, Decimal):
        return format(cleaned.normalize(), "f")
    if isinstance(cleaned, date):
        return cleaned.isoformat()
    if isinstance(cleaned, User):
        return cleaned.email
    if isinstance(cleaned, Team):
        return cleaned.slug
    # A file is named; its bytes are an attachment of the entry.
    return getattr(cleaned, "name", cleaned)


def as_data(field: Field, name: str, value: Any) -> Mapping[str, Any]:
    """A stored value, or one that a program gave, as a form would send it."""
    if value is None:
        return {}
    if field.kind == FieldKind.MONEY:
        money = value if isinstance(value, Mapping) else {"amount": value}
        parts = [money.get("amount", ""), money.get("currency", "")]
        return {f"{name}_{place}": str(part) for place, part in enumerate(parts)}
    if isinstance(value, bool):
        return {name: "on"} if value else {}
    return {name: str(value)}


def shown(field: Field, value: Any) -> str:
    """How people read it, in their language."""
    if value in (None, ""):
        return "–"
    show = SHOWN.get(FieldKind(field.kind))
    return show(field, value) if show else str(value)


def _money(_field: Field, value: Any) -> str:
    amount = number_format(Decimal(value["amount"]), 2, force_grouping=True)
    return f"{amount} {value['currency']}"


SHOWN: dict[FieldKind, Callable[[Field, Any], str]] = {
    FieldKind.CHECKBOX: lambda _field, value: _("yes") if value else _("no"),
    FieldKind.MONEY: _money,
    FieldKind.DATE: lambda _field, value: date_format(
        date.fromisoformat(value), "SHORT_DATE_FORMAT"
    ),
    FieldKind.NUMBER: lambda _field, value: str(number_format(value)),
    FieldKind.CHOICE: Field.name_of,
    FieldKind.TREE: Field.name_of,
}
