"""The customer's link, where an agent writes to them."""

from ombud.portal.models import CustomerLink
from ombud.tickets.models import Ticket
from ombud.users.models import User

SAMPLE = "https://help.shop.example/r/1-0123456789abcdef/"


def link(ticket: Ticket, writer: User, *, is_sent: bool) -> str:
    """The one that works; else a new one, which the ticket tells. A preview of a
    template makes none."""
    known = CustomerLink.objects.of(ticket)
    if known is None and is_sent:
        known = CustomerLink.objects.make(ticket.locked(), by=writer)
    return known.url if known else SAMPLE
