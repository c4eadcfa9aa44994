"""What the workspace puts into every page's frame: views, palette, keys."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from ombud.tickets.counting import shown
from ombud.tickets.lists import BY_SLUG, LISTS, TEAMS, TicketList
from ombud.tickets.shown_batches import shown_batches
from ombud.workspace.counts import counts

COOKIE = "ombud_list"
# Lists of which one shall hear even in the rail, and in which colour.
LOUD = {"unread": "count-new", "not-delivered": "count-warn"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sidebar."""

    view: TicketList
    count: str
    tone: str
    is_current: bool


def views(request: HttpRequest) -> str:
    """The lists with their counters."""
    return render_to_string(
        "workspace/_nav_views.html", views_context(request), request
    )


def views_context(request: HttpRequest) -> dict[str, Any]:
    """What the sidebar's part needs."""
    numbers = counts(request)
    current = current_slug(request)
    found = [
        Line(
            each,
            shown(numbers.get(each.slug, 0)),
            LOUD.get(each.slug, ""),
            each.slug == current,
        )
        for each in LISTS
        if each.slug != "not-delivered"
        or numbers.get(each.slug)
        or each.slug == current
    ]
    held = shown(numbers.get("held", 0))
    returned = shown(numbers.get("returned", 0))
    return {
        "lines": found,
        "current_view": current,
        "held": held,
        "sent": shown(numbers.get("submissions", 0)),
        "returned": returned,
    }


def current_slug(request: HttpRequest) -> str:
    """Which list is open: as the page says, as its fragment asks."""
    said = getattr(request, "ombud_list", "") or request.GET.get("view", "")
    return said if said in BY_SLUG else ""


def last_list(request: HttpRequest) -> tuple[str, str]:
    """The list this browser showed last, and how it was narrowed."""
    slug, _, query = request.COOKIES.get(COOKIE, "").partition("?")
    return (slug, query) if slug in BY_SLUG else (TEAMS.slug, "")


def palette(request: HttpRequest) -> str:
    """Search, and go anywhere."""
    return render_to_string("workspace/_palette.html", {}, request)


def corner(request: HttpRequest) -> str:
    """What is done with many tickets now, and what Z presses; a query only where
    there is something."""
    user: Any = request.user
    found = shown_batches(user) if counts(request).get("batches") else []
    way_back = render_to_string("tickets/_undo_last.html", {}, request)
    return way_back + render_to_string(
        "tickets/_batches.html", {"batches": found}, request
    )


def keys(request: HttpRequest) -> str:
    """Our part of the overview of the keyboard."""
    return render_to_string("workspace/_keys.html", {}, request)
