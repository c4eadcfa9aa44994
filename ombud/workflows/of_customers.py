"""Custom fields of contacts and organisations, for the app that keeps those."""

from collections.abc import Mapping
from typing import Any

from django import forms

from ombud.core.remembered import forgotten_with, remembered
from ombud.workflows.models.field import Field, FieldKind
from ombud.workflows.values import form_field, shown, stored


class CustomerFields:
    """The provider of customers.custom."""

    def form_fields(self, noun: str) -> dict[str, forms.Field]:
        """The form's field of each, by key; files belong to tickets."""
        return {one.slug: form_field(one) for one in _known(noun)}

    def stored(self, cleaned: Any) -> Any:
        """As JSON keeps it."""
        return stored(cleaned)

    def shown(self, noun: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Those that are filled in; no query where none is."""
        if not values:
            return []
        return [
            (one.label, shown(one, values[one.slug]))
            for one in _known(noun)
            if one.slug in values
        ]


@forgotten_with(Field)
@remembered
def _known(noun: str) -> list[Field]:
    return list(Field.objects.filter(noun=noun).exclude(kind=FieldKind.FILE))
