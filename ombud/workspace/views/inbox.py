"""The list of tickets, whole and in parts."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ombud.tickets.lists import TEAMS
from ombud.workspace import frame, news
from ombud.workspace.listing import Listing

MONTH = 30 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Until there is a desk, the list is where one starts."""
    return HttpResponseRedirect(reverse("inbox"))


@require_safe
def inbox(request: HttpRequest, view: str = TEAMS.slug) -> HttpResponse:
    """A list, and room for a ticket."""
    listing = _listing(request, view)
    response = render(request, "workspace/inbox.html", {"listing": listing})
    return _remember(request, response, listing)


@require_safe
def column(request: HttpRequest, view: str) -> HttpResponse:
    """The list column alone."""
    listing = _listing(request, view)
    return render(request, "workspace/_list.html", {"listing": listing})


@require_safe
def rows(request: HttpRequest, view: str) -> HttpResponse:
    """More rows, behind `after`."""
    listing = _listing(request, view)
    return render(request, "workspace/_rows.html", {"listing": listing})


@require_safe
def changes(request: HttpRequest, view: str) -> HttpResponse:
    """The shown rows that look different now, and how many tickets are new."""
    listing = _listing(request, view)
    found = news.since(listing, request.GET.get("rows", ""), request.GET.get("top", ""))
    context = {"listing": listing, "news": found}
    return render(request, "workspace/_changes.html", context)


@require_safe
def nav_counts(request: HttpRequest) -> HttpResponse:
    """The views of the sidebar with their counters."""
    context = frame.views_context(request)
    return render(request, "workspace/_nav_views.html", context)


def _listing(request: HttpRequest, view: str) -> Listing:
    listing = Listing.asked(request, view)
    request.ombud_list = view  # type: ignore[attr-defined]  # the sidebar marks it
    return listing


def _remember(
    request: HttpRequest, response: HttpResponse, listing: Listing
) -> HttpResponse:
    """A ticket's page shows the list one came from."""
    query = listing.filters.query()
    value = f"{listing.view.slug}?{query}" if query else listing.view.slug
    response.set_cookie(
        frame.COOKIE,
        value,
        max_age=MONTH,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response
