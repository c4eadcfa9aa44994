"""The tickets that are about a thing, as one reader may see them."""

from ombud.sales.models import Link, Order, Thing
from ombud.tickets.models import Ticket
from ombud.users.models import User

MOST = 50


def tickets_of(thing: Thing, reader: User) -> list[Ticket]:
    """The newest first; of an order also those about its parcels and invoices."""
    ways = [thing.KIND]
    if isinstance(thing, Order):
        ways += ["shipment__order", "invoice__order"]
    standing = Link.objects.standing().order_by()
    links = [
        standing.filter(**{way: thing}).values_list("ticket", flat=True) for way in ways
    ]
    about = links[0].union(*links[1:]) if links[1:] else links[0]
    found = Ticket.objects.visible_to(reader).filter(pk__in=list(about))
    return list(found.select_related("state", "assignee").newest_first()[:MOST])
