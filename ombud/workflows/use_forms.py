"""Which fields an action asks for, and when; and the fields themselves."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.workflows import records
from ombud.workflows.drafting import Row
from ombud.workflows.models import Field, FieldKind, Noun
from ombud.workflows.option_lines import LinesWrong, as_lines, read_lines

WITH_OPTIONS = {FieldKind.CHOICE, FieldKind.TREE}
# The one form that a panel's Save sends, wherever its controls stand.
PANEL_FORM = "panel-form"


class UseForm(forms.Form):
    """A field as one action asks for it: needed or not, shown beside which values."""

    required = forms.BooleanField(label=_("Has to be filled in"), required=False)
    show_if_field = forms.ChoiceField(label=_("Shown only if"), required=False)
    show_if_values = forms.CharField(
        label=_("is one of"),
        required=False,
        max_length=500,
        help_text=_("Values by name, with commas; of yes or no: yes."),
    )

    def __init__(self, *args: Any, others: list[Row], **kwargs: Any) -> None:
        """`others`: the definitions of what else is asked."""
        super().__init__(*args, **kwargs)
        self.others = {row["slug"]: row for row in others}
        for field in self.fields.values():
            field.widget.attrs["form"] = PANEL_FORM
        self.fields["show_if_field"].choices = [  # type: ignore[attr-defined]
            ("", _now("always")),
            *((row["slug"], _now(row["name"])) for row in others),
        ]

    @classmethod
    def is_sent(cls, data: Mapping[str, Any], field: str) -> bool:
        """Whether a page has asked how that field is asked for."""
        return f"{field}-show_if_field" in data

    @staticmethod
    def initial_of(use: Row, others: list[Row]) -> Row:
        """How the form shows a use."""
        condition = use.get("show_if", {})
        row = next((o for o in others if o["slug"] == condition.get("field")), None)
        values = condition.get("is", [])
        return {
            "required": use.get("required", False),
            "show_if_field": condition.get("field", ""),
            "show_if_values": ", ".join(_word(row, value) for value in values),
        }

    def clean(self) -> dict[str, Any]:
        """Values are known to the field that they are of."""
        data = super().clean() or {}
        row = self.others.get(data.get("show_if_field", ""))
        words = [w.strip() for w in data.get("show_if_values", "").split(",")]
        self.values = [_value(row, word) for word in words if word and row]
        if row and not self.values:
            self.add_error("show_if_values", _now("Say beside which values."))
        elif None in self.values:
            self.add_error(
                "show_if_values",
                _now("“%(name)s” has other values: %(values)s.")
                % {"name": row["name"] if row else "", "values": _words(row)},
            )
        return data

    def columns(self) -> Row:
        """As the plan says it."""
        field = self.cleaned_data["show_if_field"]
        return {
            "required": self.cleaned_data["required"],
            "show_if": {"field": field, "is": self.values} if field else None,
        }


def _leaves(row: Row | None) -> dict[str, str]:
    """{key: name} of the values of a definition."""
    if row is None:
        return {}
    if row["kind"] == FieldKind.CHECKBOX:
        return {"yes": _now("yes"), "no": _now("no")}
    return dict(Field(options=row.get("options", [])).leaves())


def _word(row: Row | None, value: Any) -> str:
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    return _leaves(row).get(str(value), str(value))


def _value(row: Row | None, word: str) -> Any:
    """The value of that name or key; None where the field has other values."""
    leaves = _leaves(row)
    if not leaves:
        return word
    folded = {name.casefold(): key for key, name in leaves.items()}
    key = word if word in leaves else folded.get(word.casefold())
    if row and row["kind"] == FieldKind.CHECKBOX:
        return {"yes": True, "no": False}.get(key or "")
    return key


def _words(row: Row | None) -> str:
    return ", ".join(_leaves(row).values())


class FieldForm(forms.ModelForm):  # type: ignore[type-arg]  # needs run-time stubs
    """A custom field."""

    lines = forms.CharField(
        label=_("Values"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("One a line; of a tree, those below another begin with spaces."),
    )
    record = forms.ChoiceField(label=_("Kind of record"), required=False)

    class Meta:
        model = Field
        fields = ["name", "noun", "kind", "help", "is_listed"]
        help_texts = {
            "is_listed": _("Lists can show it and be narrowed by it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noun"] = forms.ChoiceField(
            label=_("Belongs to"), choices=Noun.choices
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), choices=FieldKind.choices
        )
        self.fields["lines"].initial = as_lines(self.instance.options)
        options = self.instance.options
        self.fields["record"].initial = options[0]["slug"] if options else ""
        self.fields["record"].choices = [  # type: ignore[attr-defined]
            (kind, kind) for kind in records.kinds()
        ]
        if self.instance.pk:
            # Values are kept already, of this kind and for this noun.
            self.fields["noun"].disabled = self.fields["kind"].disabled = True

    def clean(self) -> dict[str, Any]:
        """A choice has values; no two fields of a noun have one name."""
        data = super().clean() or {}
        kind = data.get("kind")
        self.options: list[Row] = []
        if kind in WITH_OPTIONS:
            self._read_options(data.get("lines", ""), is_tree=kind == FieldKind.TREE)
        elif kind == FieldKind.RECORD and data.get("record"):
            self.options = [{"slug": data["record"], "name": data["record"]}]
        twins = Field.objects.filter(
            noun=data.get("noun"), name__iexact=data.get("name", "")
        )
        if twins.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _now("There is already a field of this name."))
        return data

    def _read_options(self, lines: str, *, is_tree: bool) -> None:
        try:
            self.options = read_lines(lines, self.instance.options, is_tree=is_tree)
        except LinesWrong as wrong:
            self.add_error("lines", str(wrong))
            return
        if not self.options:
            self.add_error("lines", _now("Write at least one value."))

    def keep(self) -> Field:
        """With a key for programs, made once, and a place behind the others."""
        field: Field = self.save(commit=False)
        field.options = self.options
        if not field.pk:
            field.slug = free_slug(field.noun, field.name)
            field.position = Field.objects.filter(noun=field.noun).count()
        field.save()
        return field


def free_slug(noun: str, name: str) -> str:
    """A key that no field of that noun has; texts ask for it as fields.key."""
    start = slugify(name).replace("-", "_")[:50] or "field"
    taken = set(Field.objects.filter(noun=noun).values_list("slug", flat=True))
    numbered = (f"{start}_{number}" for number in range(2, len(taken) + 4))
    return next(one for one in (start, *numbered) if one not in taken)
