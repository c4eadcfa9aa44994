"""Items: the list, and one of them with what has been complained of."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ombud.sales.about import tickets_of
from ombud.sales.models import Item, OrderLine
from ombud.sales.paging import SIZE
from ombud.sales.searching import by_number
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

MOST_ORDERS = 20


@require_safe
@permitted(Permission.SEE_ORDERS)
def items(request: AgentRequest) -> HttpResponse:
    """By name; a number finds by its beginning and its end."""
    words = " ".join(request.GET.get("q", "").split())[:100]
    rows = Item.objects.by_name()
    if words:
        rows = rows.filter(name__icontains=words) | by_number(rows, words)
    pages = Paginator(rows, SIZE)
    found = pages.get_page(request.GET.get("page"))
    return render(request, "sales/items.html", {"found": found, "words": words})


@require_safe
@permitted(Permission.SEE_ORDERS)
def item(request: AgentRequest, number: str) -> HttpResponse:
    """What it is, the complaints so far, and who has bought it last."""
    found = get_object_or_404(Item, number=number)
    lines = OrderLine.objects.filter(item=found).select_related("order__contact")
    context = {
        "item": found,
        "tickets": tickets_of(found, request.user),
        "lines": lines.order_by("-order__placed_at", "-pk")[:MOST_ORDERS],
    }
    return render(request, "sales/item.html", context)
