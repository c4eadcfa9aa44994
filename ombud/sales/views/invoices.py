"""Invoices: the list, and one of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ombud.sales.about import tickets_of
from ombud.sales.models import Invoice
from ombud.sales.models.invoice import OWED
from ombud.sales.paging import page_of
from ombud.sales.searching import of_customer
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission


@require_safe
@permitted(Permission.SEE_ORDERS)
def invoices(request: AgentRequest) -> HttpResponse:
    """The newest first, all or what is open."""
    words, only = request.GET.get("q", "").strip(), request.GET.get("only", "")
    rows = Invoice.objects.newest_first().select_related("contact", "order")
    found = of_customer(rows, words)
    if only == "open":
        found = found.filter(OWED)
    page = page_of(found, "issued_on", request.GET.get("after", ""))
    context = {"found": page, "words": words, "only": only}
    return render(request, "sales/invoices.html", context)


@require_safe
@permitted(Permission.SEE_ORDERS)
def invoice(request: AgentRequest, number: str) -> HttpResponse:
    """What is owed, for which order, and the tickets about it."""
    rows = Invoice.objects.select_related("contact", "organisation", "order")
    found = get_object_or_404(rows, number=number)
    context = {"invoice": found, "tickets": tickets_of(found, request.user)}
    return render(request, "sales/invoice.html", context)
