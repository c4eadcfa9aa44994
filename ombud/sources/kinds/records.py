"""Records of a type that the company has named: its fields are columns too."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ombud.sales.models import RecordType
from ombud.sales.putting import put_records
from ombud.sales.wishes import RecordWish
from ombud.sources.kinds.base import Kind, as_system
from ombud.sources.kinds.orders import CUSTOMER, customer_of
from ombud.sources.manner import (
    Column,
    Manner,
    Reading,
    Unusable,
    Values,
    amount,
    as_text,
    day,
    yes,
)
from ombud.users.permissions import Permission
from ombud.workflows.models import Field, FieldKind
from ombud.workflows.values import form_field, stored

FIELD = "field-"
# What a custom field keeps is read as tables write it, before the field looks at it.
AS_WRITTEN = {"date": day, "number": amount, "money": amount, "checkbox": yes}


def kind_of_type(one: RecordType) -> Kind:
    """The kind of file that holds these."""
    return Kind(
        slug=f"record:{one.slug}",
        label=one.plural or one.name,
        icon=one.icon,
        permission=Permission.CHANGE_ORDERS,
        columns=(
            Column.numbered("number", _("Number")),
            Column("title", _("Title"), most=300),
            Column("state", _("State"), most=40),
            Column("begun_on", _("Since"), day, required=True),
            *CUSTOMER,
            *(_column(field) for field in one.columns),
        ),
        build=partial(_build, one),
        put=as_system(partial(put_records, one)),
        words="records",
    )


def _column(field: Field) -> Column:
    return Column(f"{FIELD}{field.slug}", field.label, _reading(field), 5000)


def _reading(field: Field) -> Reading:
    def read(cell: Any, column: Column, manner: Manner) -> Any:
        if cell in (None, ""):
            return None
        first = AS_WRITTEN.get(str(field.kind))
        value: Any = first(cell, column, manner) if first else as_text(cell)
        if field.kind == FieldKind.MONEY:
            value = [str(value), manner.currency]
        try:
            return stored(form_field(field, required=False).clean(value))
        except ValidationError as error:
            raise Unusable(f"{column.label}: {' '.join(error.messages)}") from error

    return read


def _build(one: RecordType, rows: Sequence[Values], _manner: Manner) -> RecordWish:
    values = rows[-1]
    names = {f"{FIELD}{field.slug}": field.slug for field in one.columns}
    told = {slug: values[name] for name, slug in names.items()}
    return RecordWish(
        number=values.text("number"),
        begun_on=values["begun_on"],
        title=values.text("title"),
        state=values.text("state"),
        customer=customer_of(values),
        values={slug: value for slug, value in told.items() if value is not None},
    )
