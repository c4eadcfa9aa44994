"""The tickets that are about a thing, as one reader may see them."""

from django.db.models import Exists, OuterRef, Q

from ombud.sales.models import Link, LinkState, Order, Thing
from ombud.tickets.models import Ticket
from ombud.users.models import User

MOST = 50


def tickets_of(thing: Thing, reader: User) -> list[Ticket]:
    """The newest first; of an order also those about its parcels and invoices."""
    about = Q(**{thing.KIND: thing})
    if isinstance(thing, Order):
        about |= Q(shipment__order=thing) | Q(invoice__order=thing)
    links = Link.objects.filter(about, ticket=OuterRef("pk"), state=LinkState.LINKED)
    found = Ticket.objects.visible_to(reader).filter(Exists(links))
    return list(found.select_related("state", "assignee").newest_first()[:MOST])
