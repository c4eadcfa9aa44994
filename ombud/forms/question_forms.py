"""The questions of a form as rows that can be moved, made needed, and hidden."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.forms.models import Form, Own, Question
from ombud.forms.models.question import INTERNAL
from ombud.workflows.models import Field


class QuestionForm(forms.Form):
    """How one question is asked."""

    required = forms.BooleanField(label=_("Has to be filled in"), required=False)
    show_if = forms.ChoiceField(label=_("Shown only if"), required=False)
    show_if_values = forms.CharField(
        label=_("is one of"),
        required=False,
        max_length=500,
        help_text=_("Values by name, with commas; of yes or no: yes."),
    )

    def __init__(
        self, question: Question, others: list[Question], data: Any = None
    ) -> None:
        self.question = question
        self.others = {one.key: one for one in others if one.leaves}
        beside = self.others.get(question.show_if)
        names = beside.leaves if beside else {}
        super().__init__(
            data,
            prefix=f"q{question.pk}",
            initial={
                "required": question.required,
                "show_if": question.show_if,
                "show_if_values": ", ".join(
                    str(names.get(value, value)) for value in question.show_if_values
                ),
            },
        )
        choices = [(key, one.label) for key, one in self.others.items()]
        self.fields["show_if"].choices = [("", _now("always")), *choices]  # type: ignore[attr-defined]
        for code, name in settings.LANGUAGES:
            self.fields[f"label_{code}"] = forms.CharField(
                label=name,
                required=False,
                max_length=200,
                initial=question.labels.get(code, ""),
            )

    @property
    def label_fields(self) -> list[forms.BoundField]:
        """What it is called in each language."""
        return [self[f"label_{code}"] for code, _name in settings.LANGUAGES]

    def clean(self) -> dict[str, Any]:
        """Values are known to the question that they are of."""
        data = super().clean() or {}
        other = self.others.get(data.get("show_if", ""))
        words = [w.strip() for w in data.get("show_if_values", "").split(",")]
        self.values = [_value(other, word) for word in words if other and word]
        if other and not self.values:
            self.add_error("show_if_values", _now("Say beside which values."))
        elif other and "" in self.values:
            names = ", ".join(str(name) for name in other.leaves.values())
            said = {"name": other.label, "values": names}
            self.add_error(
                "show_if_values",
                _now("“%(name)s” has other values: %(values)s.") % said,
            )
        return data

    def apply(self) -> Question:
        """The question as it would be, not saved."""
        data, question = self.cleaned_data, self.question
        question.required = data.get("required", False)
        question.show_if = data.get("show_if", "")
        question.show_if_values = self.values if question.show_if else []
        question.labels = {
            code: words
            for code, _name in settings.LANGUAGES
            if (words := data.get(f"label_{code}", "").strip())
        }
        return question


def _value(other: Question | None, word: str) -> str:
    """The key of a value's name; empty where the question has other values."""
    leaves = other.leaves if other else {}
    found = (key for key, name in leaves.items() if word in (key, str(name)))
    return next(found, "")


@dataclass
class Questions:
    """All rows of one form."""

    form: Form
    rows: list[QuestionForm]

    @classmethod
    def of(cls, form: Form, data: Any = None) -> "Questions":
        """As they are, or as the page sent them."""
        asked = list(form.questions.select_related("field"))
        rows = []
        for question in asked:
            others = [one for one in asked if one != question]
            # A row that the page does not know yet stays as it is.
            sent = data if data and f"q{question.pk}-show_if" in data else None
            rows.append(QuestionForm(question, others, sent))
        return cls(form, rows)

    @property
    def offered(self) -> list[tuple[str, str]]:
        """What can be asked too: (key, name)."""
        taken = {row.question.key for row in self.rows}
        own = [(str(one.value), str(one.label)) for one in Own]
        fields = Field.objects.filter(noun="ticket").exclude(kind__in=INTERNAL)
        more = [(f"field-{one.slug}", one.label) for one in fields]
        return [one for one in [*own, *more] if one[0] not in taken]

    def is_valid(self) -> bool:
        """All of them, so that everything wrong is said at once."""
        found = [row.is_valid() for row in self.rows if row.is_bound]
        return all(found)

    def applied(self) -> list[Question]:
        """As the page says, not saved."""
        return [row.apply() if _fits(row) else row.question for row in self.rows]

    @transaction.atomic
    def keep(self, step: str = "", added: str = "") -> None:
        """Save all, and take one step: up-7, down-7, remove-7, add."""
        asked = self.applied()
        verb, _dash, key = step.partition("-")
        place = next((n for n, one in enumerate(asked) if str(one.pk) == key), -1)
        if verb in {"up", "down"} and place >= 0:
            to = max(0, place + (-1 if verb == "up" else 1))
            asked.insert(to, asked.pop(place))
        elif verb == "remove" and place >= 0:
            gone = asked.pop(place)
            gone.delete()
            for one in asked:
                if one.show_if == gone.key:
                    one.show_if, one.show_if_values = "", []
        elif verb == "add" and added in dict(self.offered):
            asked.append(self._made(added))
        for position, question in enumerate(asked):
            question.position = position
            question.save()

    def _made(self, key: str) -> Question:
        slug = key.removeprefix("field-")
        if key == slug:
            return Question(form=self.form, own=key)
        return Question(
            form=self.form, field=Field.objects.get(noun="ticket", slug=slug)
        )


def _fits(row: QuestionForm) -> bool:
    return row.is_bound and row.is_valid()
