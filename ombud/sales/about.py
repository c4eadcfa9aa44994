"""The tickets that are about a thing, as one reader may see them."""

from ombud.sales.models import Link, Order, Thing
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.users.models import User

MOST = 50
MOST_TICKETS = 2000


def tickets_of(thing: Thing, reader: User) -> list[Ticket]:
    """The newest first; of an order also those about its parcels and invoices."""
    found = Ticket.objects.visible_to(reader).filter(pk__in=ids_about(thing))
    return list(found.select_related("state", "assignee").newest_first()[:MOST])


def ids_about(thing: Thing) -> list[int]:
    """Of all tickets about it, whoever may see them."""
    ways = [thing.KIND]
    if isinstance(thing, Order):
        ways += ["shipment__order", "invoice__order"]
    standing = Link.objects.standing().order_by()
    links = [
        standing.filter(**{way: thing}).values_list("ticket", flat=True) for way in ways
    ]
    about = links[0].union(*links[1:]) if links[1:] else links[0]
    return list(about)


def orders_of(tickets: TicketQuerySet) -> list[Order]:
    """The newest orders that these tickets are about."""
    standing = Link.objects.standing().filter(kind="order")
    some = tickets.newest_first().values("pk")[:MOST_TICKETS]
    about = standing.filter(ticket__in=some).order_by().values("order")
    return list(Order.objects.newest_first().filter(pk__in=about)[:MOST])
