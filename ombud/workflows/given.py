"""Values that a program gives: of the right shape at all, before they are read."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ombud.workflows.models.field import Field, FieldKind, FieldUse
from ombud.workflows.values import wrong_value

TEXTS = {FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.FILE}
FIGURES = (FieldKind.NUMBER, FieldKind.RECORD, FieldKind.TEXT)


def misshapen(uses: Iterable[FieldUse], given: Mapping[str, Any]) -> dict[str, str]:
    """{field: sentence} of what no form could have sent."""
    fields = {use.field.slug: use.field for use in uses}
    return {
        slug: sentence_for(fields[slug])
        for slug, value in given.items()
        if slug in fields and not fits(fields[slug], value)
    }


def fits(field: Field, value: Any) -> bool:
    """Whether the value is of a shape that this kind of field takes."""
    if value is None:
        return True
    match field.kind:
        case FieldKind.CHECKBOX:
            return isinstance(value, bool)
        case FieldKind.MONEY:
            return isinstance(value, Mapping) and value.keys() <= {"amount", "currency"}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return field.kind in FIGURES
    return isinstance(value, str)


def sentence_for(field: Field) -> str:
    """What this kind of field takes."""
    if field.kind == FieldKind.CHECKBOX:
        return _("%(field)s takes true or false.") % {"field": field.label}
    if field.kind in TEXTS:
        return _("%(field)s takes text.") % {"field": field.label}
    return wrong_value(field)
