"""Settings: types of records, and carriers."""

from typing import Any

from django.db.models import Count, ProtectedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.core import htmx
from ombud.sales.models import Carrier, RecordType
from ombud.sales.settings_forms import (
    CarrierForm,
    RecordTypeForm,
    field_rows,
    keep_type,
)
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

may_set = permitted(Permission.MANAGE_SETTINGS)


@require_safe
@may_set
def record_types(request: AgentRequest) -> HttpResponse:
    """All of them, with how many records each has."""
    found = RecordType.objects.annotate(count=Count("records"))
    return render(request, "sales/record_types.html", {"types": found})


@require_http_methods(["GET", "POST"])
@may_set
def new_record_type(request: AgentRequest) -> HttpResponse:
    """One more."""
    return _edit_type(request, RecordType())


@require_http_methods(["GET", "POST"])
@may_set
def record_type(request: AgentRequest, slug: str) -> HttpResponse:
    """Its names, words and fields."""
    return _edit_type(request, get_object_or_404(RecordType, slug=slug))


def _edit_type(request: AgentRequest, one: RecordType) -> HttpResponse:
    form = RecordTypeForm(request.POST or None, instance=one)
    rows = field_rows(one, request.POST or None)
    context = {"form": form, "rows": rows, "title": one.name}
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        words = _("%(name)s is saved.") % {"name": keep_type(form, rows).name}
        return _done(request, "record-types", words)
    status = 422 if request.method == "POST" else 200
    return render(request, "sales/record_type.html", context, status=status)


@require_POST
@may_set
def record_type_removal(request: AgentRequest, slug: str) -> HttpResponse:
    """Away with it, unless there are such records."""
    one = get_object_or_404(RecordType, slug=slug)
    try:
        one.delete()
    except ProtectedError:
        words = _("There are records of this type, so it stays.")
        return htmx.refuse(request, words)
    return _done(
        request, "record-types", _("%(name)s is removed.") % {"name": one.name}
    )


@require_safe
@may_set
def carriers(request: AgentRequest) -> HttpResponse:
    """All of them."""
    return render(request, "sales/carriers.html", {"carriers": Carrier.objects.all()})


@require_http_methods(["GET", "POST"])
@may_set
def new_carrier(request: AgentRequest) -> HttpResponse:
    """One more."""
    return _edit_carrier(request, Carrier())


@require_http_methods(["GET", "POST"])
@may_set
def carrier(request: AgentRequest, slug: str) -> HttpResponse:
    """Its name, and where one looks after its parcels."""
    return _edit_carrier(request, get_object_or_404(Carrier, slug=slug))


def _edit_carrier(request: AgentRequest, one: Carrier) -> HttpResponse:
    form = CarrierForm(request.POST or None, instance=one)
    context: dict[str, Any] = {"form": form, "title": one.name}
    if request.method == "POST" and form.is_valid():
        words = _("%(name)s is saved.") % {"name": form.save().name}
        return _done(request, "carriers", words)
    status = 422 if request.method == "POST" else 200
    return render(request, "sales/carrier.html", context, status=status)


def _done(request: AgentRequest, to: str, words: str) -> HttpResponse:
    return htmx.toast(request, htmx.redirect(request, to), words, tone="ok")
