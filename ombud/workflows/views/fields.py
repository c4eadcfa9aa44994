"""Custom fields: what tickets, contacts, organisations and orders hold besides."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core import htmx
from ombud.users.access import AgentRequest
from ombud.workflows.census import holding
from ombud.workflows.desk import done, gone, may_draw
from ombud.workflows.models import Field, Noun, Workflow
from ombud.workflows.use_forms import FieldForm

PAGE = "workflows/field.html"
REMOVAL = "workflows/field_removal.html"


@require_safe
@may_draw
def fields(request: AgentRequest) -> HttpResponse:
    """All of them, by what they belong to."""
    found = Field.objects.prefetch_related("uses__workflow")
    order = list(Noun)
    rows = sorted(found, key=lambda one: (order.index(Noun(one.noun)), one.position))
    groups = [
        (Noun(noun).label, [(one, _workflows(one)) for one in each])
        for noun, each in groupby(rows, lambda one: one.noun)
    ]
    return render(request, "workflows/fields.html", {"groups": groups})


def _workflows(field: Field) -> list[Workflow]:
    """Which ask for it, each once."""
    return list({use.workflow_id: use.workflow for use in field.uses.all()}.values())


@require_http_methods(["GET", "POST"])
@may_draw
def new_field(request: AgentRequest) -> HttpResponse:
    """One more."""
    noun = request.GET.get("noun", "ticket")
    return _edit(request, Field(noun=noun if noun in Noun.values else "ticket"))


@require_http_methods(["GET", "POST"])
@may_draw
def field(request: AgentRequest, pk: int) -> HttpResponse:
    """Its name, values and hint."""
    return _edit(request, get_object_or_404(Field, pk=pk))


def _edit(request: AgentRequest, found: Field) -> HttpResponse:
    context = {"title": found.name}
    form = FieldForm(request.POST or None, instance=found)
    if request.method == "GET":
        return render(request, PAGE, {"form": form, **context})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE, **context)
    said = _("Field %(name)s is saved.") % {"name": form.keep().name}
    return done(request, "fields", said)


@require_http_methods(["GET", "POST"])
@may_draw
def removals(request: AgentRequest, pk: int) -> HttpResponse:
    """Ask, with how many hold a value; refuse while a workflow asks for it."""
    found = get_object_or_404(Field.objects.prefetch_related("uses__workflow"), pk=pk)
    used = _workflows(found)
    if request.method == "GET" or used:
        count = holding(found.noun, found.slug)
        context = {"field": found, "used": used, "count": count}
        status = 200 if request.method == "GET" else 409
        return render(request, REMOVAL, context, status=status)
    found.delete()
    return done(request, "fields", gone(found.label))
