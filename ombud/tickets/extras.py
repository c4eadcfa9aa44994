"""What the apps above show on a ticket: its head has places that they fill."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ombud.tickets.models import Ticket

Draw = Callable[[HttpRequest, Ticket], SafeString]
_places: dict[str, list[Draw]] = {}


def register(place: str, draw: Draw) -> None:
    """Let an app above fill a place: "props" among the facts, "links" below them."""
    _places.setdefault(place, []).append(draw)


def shown_extras(place: str, request: HttpRequest, ticket: Ticket) -> SafeString:
    """All that stands there; nothing where no app has anything."""
    drawn = [draw(request, ticket) for draw in _places.get(place, ())]
    return format_html_join("", "{}", ((one,) for one in drawn))
