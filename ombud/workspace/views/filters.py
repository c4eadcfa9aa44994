"""Narrowing a list: the dialog, and how many tickets would be left."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.tickets.counting import CAP
from ombud.tickets.finding import AgentRequest
from ombud.workspace.conditions import suggestions
from ombud.workspace.filter_form import FilterForm
from ombud.workspace.listing import Listing


@require_safe
def dialog(request: AgentRequest, view: str) -> HttpResponse:
    """All conditions of that list."""
    listing = Listing.asked(request, view)
    form = FilterForm(listing.filters, listing.teams)
    context = _counted(listing) | {"form": form}
    return render(request, "workspace/filter.html", context)


@require_safe
def count(request: AgentRequest, view: str) -> HttpResponse:
    """The button, with how many tickets it would show."""
    context = _counted(Listing.asked(request, view))
    return render(request, "workspace/_filter_button.html", context)


@require_safe
def completions(request: AgentRequest, view: str) -> HttpResponse:
    """How what is typed into the list's search may go on."""
    listing = Listing.asked(request, view)
    found = suggestions(request.GET.get("q", ""), listing.teams)
    return render(request, "workspace/_completions.html", {"found": found})


def _counted(listing: Listing) -> dict[str, object]:
    """Nobody needs to know more than 99+."""
    found = listing.tickets.order_by()[: CAP + 1].count()
    return {"listing": listing, "count": min(found, CAP), "is_more": found > CAP}
