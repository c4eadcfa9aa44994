"""What the portal puts into the head of a ticket."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ombud.tickets.models import Ticket

NOTHING = SafeString("")


def button(request: HttpRequest, ticket: Ticket) -> SafeString:
    """The way to the customer's link, for those who work on the ticket."""
    reader: Any = request.user
    if not ticket.may_act(reader):
        return NOTHING
    return render_to_string("portal/_link_button.html", {"ticket": ticket}, request)
