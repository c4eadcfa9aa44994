"""The numbers beside the views, asked once a request."""

from typing import Any

from django.http import HttpRequest

from ombud.notifications.models import Notification
from ombud.tickets.counting import CAP, counts_for
from ombud.tickets.models import Ticket

KEPT = "_ombud_counts"


def counts(request: HttpRequest) -> dict[str, int]:
    """{list: tickets in it}; nothing for who has not signed in."""
    user: Any = request.user
    if not user.is_authenticated:
        return {}
    found: dict[str, int] | None = getattr(request, KEPT, None)
    if found is None:
        found = counts_for(user)
        setattr(request, KEPT, found)
    return found


def note_opening(request: HttpRequest, ticket: Ticket) -> None:
    """Opening a ticket is hearing what it rang for; a query only where it rang."""
    user: Any = request.user
    found = counts(request)
    if found.get("bell"):
        rung = Notification.objects.filter(ticket=ticket)
        found["bell"] -= rung.read(by=user)


def for_navigation(request: HttpRequest) -> dict[str, int]:
    """What a phone shows, what the settings do, and the bell."""
    found = counts(request)
    shown = ("unread", "held", "submissions", "bell")
    return {key: min(found.get(key, 0), CAP) for key in shown}
