"""What is typed into a new ticket's form is kept on the server, as drafts are."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict

from ombud.lib.charsets import storable
from ombud.tickets.models import Begun
from ombud.users.models import User
from ombud.workspace.for_order import initial_for

# What belongs to the request, and is nobody's words.
NOT_KEPT = {"csrfmiddlewaretoken"}
LISTS = {"lines"}
# Longer forms than any that a person fills in.
MOST_LETTERS = 200_000
LONGEST_PLACE = 300


def place_of(request: HttpRequest) -> str:
    """Where it was begun: a form for an order is not the empty one."""
    return request.GET.urlencode()[:LONGEST_PLACE]


def keep(place: str, sent: QueryDict, *, by: User) -> None:
    """As it was sent, right or wrong; files come along with the ticket alone."""
    key = _key(sent.get("key", ""))
    if key is None or sum(len(one) for one in sent.values()) > MOST_LETTERS:
        return
    data = {name: _value(name, sent) for name in sent if name not in NOT_KEPT}
    Begun.objects.keep(place, key, data, by=by)


def forget(key: str) -> None:
    """It has become a ticket, or is not wanted."""
    if found := _key(key):
        Begun.objects.done(found)


def initial_of(request: HttpRequest, by: User) -> tuple[dict[str, Any], Begun | None]:
    """What stands in the form: what was begun there, else what the address brings."""
    begun = Begun.objects.at(place_of(request), by=by)
    if begun is None:
        return initial_for(request.GET.dict(), by), None
    return {**begun.data, "key": begun.key}, begun


def _value(name: str, sent: QueryDict) -> Any:
    said = [storable(one) for one in sent.getlist(name)]
    return said if name in LISTS else said[-1]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
