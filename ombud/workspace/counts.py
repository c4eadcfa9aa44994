"""The numbers beside the views, asked once a request."""

from typing import Any

from django.http import HttpRequest

from ombud.tickets.counting import CAP, counts_for

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


def for_navigation(request: HttpRequest) -> dict[str, int]:
    """What a phone shows, and what the settings do."""
    found = counts(request)
    return {key: min(found.get(key, 0), CAP) for key in ("unread", "held")}
