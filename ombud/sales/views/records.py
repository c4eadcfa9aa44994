"""Contracts, subscriptions and what else a record type names."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ombud.sales.about import tickets_of
from ombud.sales.models import Record, RecordType
from ombud.sales.paging import page_of
from ombud.sales.searching import of_customer
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission


@require_safe
@permitted(Permission.SEE_ORDERS)
def records(request: AgentRequest, slug: str) -> HttpResponse:
    """All of one type, the newest first."""
    kind = get_object_or_404(RecordType, slug=slug)
    words = request.GET.get("q", "").strip()
    rows = Record.objects.newest_first().filter(type=kind).select_related("contact")
    page = page_of(of_customer(rows, words), "begun_on", request.GET.get("after", ""))
    context = {"found": page, "words": words, "kind": kind}
    return render(request, "sales/records.html", context)


@require_safe
@permitted(Permission.SEE_ORDERS)
def record(request: AgentRequest, slug: str, number: str) -> HttpResponse:
    """What its fields hold, and the tickets about it."""
    rows = Record.objects.select_related("type", "contact", "organisation")
    found = get_object_or_404(rows, type__slug=slug, number=number)
    context = {"record": found, "tickets": tickets_of(found, request.user)}
    return render(request, "sales/record.html", context)
