"""Records a field can link to: the apps above tell which numbers there are."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ombud.workflows.models.field import Field

Exists = Callable[[str], bool]
_kinds: dict[str, Exists] = {}


def register(kind: str, exists: Exists) -> None:
    """Let fields link to this kind of record; called in an app's ready()."""
    _kinds[kind] = exists


def kinds() -> list[str]:
    """What can be linked to."""
    return sorted(_kinds)


class RecordField(forms.CharField):
    """The number of a record of the kind that the field names first."""

    def __init__(self, field: Field, *, sentence: str) -> None:
        """`sentence`: what is said when there is no such record."""
        super().__init__(max_length=80)
        self.kind = field.options[0]["slug"] if field.options else "ticket"
        self.sentence = sentence

    def clean(self, value: Any) -> str:
        """The number without its mark, if there is such a record."""
        number: str = super().clean(str(value or "")).removeprefix("#")
        exists = _kinds.get(self.kind)
        if number and exists and not exists(number):
            raise ValidationError(self.sentence)
        return number
