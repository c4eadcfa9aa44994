"""Orders: the list, and one of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ombud.sales.about import tickets_of
from ombud.sales.models import Order, RecordType
from ombud.sales.paging import page_of
from ombud.sales.searching import orders as search
from ombud.sales.states import ORDER_STATES
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission


@require_safe
@permitted(Permission.SEE_ORDERS)
def orders(request: AgentRequest) -> HttpResponse:
    """The newest first, by words and by state."""
    after = request.GET.get("after", "")
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = search(words)
    if state:
        found = found.filter(state=state)
    context = {
        "found": page_of(found.prefetch_related("lines"), "placed_at", after),
        "words": words,
        "state": state,
        "states": list(ORDER_STATES),
        "kinds": RecordType.objects.all(),
    }
    return render(request, "sales/orders.html", context)


@require_safe
@permitted(Permission.SEE_ORDERS)
def order(request: AgentRequest, number: str) -> HttpResponse:
    """Lines, payment, parcels, invoices, and the tickets about it."""
    found = get_object_or_404(Order.objects.whole(), number=number)
    context = {"order": found, "tickets": tickets_of(found, request.user)}
    return render(request, "sales/order.html", context)
