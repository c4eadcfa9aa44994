"""Records of types that the company has named: put, and read."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Router, Status

from ombud.api.auth import ApiRequest
from ombud.api.errors import Problem, some_wrong
from ombud.api.routers.sales import SOURCE, checked
from ombud.api.schemas.sales import RecordIn, RecordOut
from ombud.api.show_sales import show_record
from ombud.sales.models import Record, RecordType
from ombud.sales.putting import put_records
from ombud.sales.wishes import CustomerWish, RecordWish
from ombud.users.permissions import Permission
from ombud.workflows.models import Field
from ombud.workflows.values import as_data, form_field, stored

router = Router(tags=["Sales"])


@router.put(
    "/records/{slug:kind}/{path:number}",
    response={200: RecordOut, 201: RecordOut},
    summary="Put a record",
)
def put_record(
    request: ApiRequest, kind: str, number: str, wish: RecordIn
) -> Status[RecordOut]:
    """The whole record; sent twice it is there once."""
    number = checked(request, number)
    one = _type(kind)
    told = RecordWish(
        number,
        begun_on=wish.since,
        title=wish.title,
        state=wish.state,
        customer=CustomerWish(**wish.customer.model_dump()),
        values=_values(one, wish.fields),
    )
    report = put_records(one, [told], source=SOURCE, by=request.auth)
    record = Record.objects.select_related("type", "contact").get(
        type=one, number=number
    )
    shown = show_record(request, record, request.auth)
    return Status(201 if report.created else 200, shown)


@router.get(
    "/records/{slug:kind}/{path:number}", response=RecordOut, summary="Read a record"
)
def read_record(request: ApiRequest, kind: str, number: str) -> RecordOut:
    """With its fields, and the tickets about it that you may see."""
    if not request.auth.may(Permission.SEE_ORDERS):
        raise Problem(403, _("Your roles do not show you orders."))
    found = Record.objects.select_related("type", "contact")
    record = found.filter(type__slug=kind, number=number).first()
    if record is None:
        raise Http404
    return show_record(request, record, request.auth)


def _type(slug: str) -> RecordType:
    one = RecordType.objects.filter(slug=slug).first()
    if one is None:
        raise Http404
    return one


def _values(one: RecordType, given: dict[str, Any]) -> dict[str, Any]:
    """By the fields of the type; each that is wrong is named."""
    known = {field.slug: field for field in one.columns}
    wrong = {
        f"fields.{name}": _("There is no field “%(name)s” here.") % {"name": name[:60]}
        for name in given.keys() - known.keys()
    }
    found = {}
    for slug in given.keys() & known.keys():
        try:
            found[slug] = _value(known[slug], given[slug])
        except ValidationError as error:
            wrong[f"fields.{slug}"] = " ".join(error.messages)
    if wrong:
        raise some_wrong(wrong)
    return {slug: value for slug, value in sorted(found.items()) if value is not None}


def _value(field: Field, value: Any) -> Any:
    asked = form_field(field)
    data = as_data(field, field.slug, value)
    raw = asked.widget.value_from_datadict(data, {}, field.slug)
    return stored(asked.clean(raw))
