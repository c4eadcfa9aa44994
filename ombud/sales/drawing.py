"""What sales puts into the head of a ticket."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ombud.sales.chips import chips_of
from ombud.tickets.models import Ticket
from ombud.users.permissions import Permission

NOTHING = SafeString("")


def chips(request: HttpRequest, ticket: Ticket) -> SafeString:
    """Its links and what is suggested; nothing where there is none."""
    reader: Any = request.user
    found = chips_of(ticket, reader)
    if not found:
        return NOTHING
    context = {"chips": found, "ticket": ticket}
    return render_to_string("sales/_chips.html", context, request)


def button(request: HttpRequest, ticket: Ticket) -> SafeString:
    """The way to link it, for those who may."""
    reader: Any = request.user
    if not (reader.may(Permission.SEE_ORDERS) and ticket.may_act(reader)):
        return NOTHING
    return render_to_string("sales/_link_button.html", {"ticket": ticket}, request)
