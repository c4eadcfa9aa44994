"""Tickets chosen in a list: the bar with what can be done with all of them."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ombud.core.htmx import is_htmx
from ombud.tickets.bulk import Selected
from ombud.tickets.bulk_types import types_for
from ombud.tickets.finding import AgentRequest
from ombud.tickets.models import Priority
from ombud.tickets.models.batch import MOST
from ombud.workspace.listing import Listing

BAR = "workspace/_bulkbar.html"
PAGE = "workspace/selection.html"


@require_POST
def selection(request: AgentRequest, view: str) -> HttpResponse:
    """What can be done with the chosen tickets; changes nothing."""
    listing = Listing.asked(request, view)
    chosen = _chosen(request, listing)
    context = {
        "selected": chosen,
        "listing": listing,
        "key": uuid4(),
        "total": min(listing.tickets.order_by()[: MOST + 1].count(), MOST + 1),
        "most": MOST,
        "priorities": list(reversed(Priority.choices)),
        "types": types_for(chosen) if chosen.may_alter else [],
    }
    return render(request, BAR if is_htmx(request) else PAGE, context)


def _chosen(request: AgentRequest, listing: Listing) -> Selected:
    """By their numbers, or the whole list as it is narrowed now."""
    if request.POST.get("all") == "on":
        numbers = listing.tickets.newest_first().values_list("number", flat=True)
        return Selected(request.user, list(numbers[:MOST]))
    ticked = [request.POST.get("numbers", ""), *request.POST.getlist("number")]
    return Selected.read(request.user, ",".join(ticked))
