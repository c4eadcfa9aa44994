"""What was bought, where an agent writes to the customer about it."""

from ombud.sales.models import Link, Order, Shipment
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.users.permissions import Permission


def order_number(ticket: Ticket, writer: User, *, is_sent: bool) -> str:
    """Of the one order that the ticket is about."""
    found = _order(ticket, writer)
    return found.number if found else ""


def tracking(ticket: Ticket, writer: User, *, is_sent: bool) -> str:
    """Of the newest parcel of that order."""
    found = _shipment(ticket, writer)
    return found.tracking if found else ""


def tracking_link(ticket: Ticket, writer: User, *, is_sent: bool) -> str:
    """Where the customer looks after that parcel."""
    found = _shipment(ticket, writer)
    return found.tracking_link if found else ""


def _order(ticket: Ticket, writer: User) -> Order | None:
    """Nobody guesses: of two orders neither is meant."""
    if not writer.may(Permission.SEE_ORDERS):
        return None
    links = Link.objects.standing().filter(ticket=ticket).exclude(order=None)
    found = list(links.select_related("order")[:2])
    return found[0].order if len(found) == 1 else None


def _shipment(ticket: Ticket, writer: User) -> Shipment | None:
    order = _order(ticket, writer)
    if order is None:
        return None
    return order.shipments.select_related("carrier").order_by("position").last()
