"""Links of tickets: with each other, with orders and the like."""

from django.db import transaction
from django.utils.translation import gettext as _
from ninja import Router, Status

from ombud.api.auth import ApiRequest
from ombud.api.errors import wrong
from ombud.api.finding import ticket_at
from ombud.api.linking import show_thing, thing_of
from ombud.api.schemas.tickets import LinkIn, LinkOut
from ombud.api.show_ticket import show_link
from ombud.sales.models import Link
from ombud.tickets.models import Ticket

router = Router(tags=["Tickets"])


@router.post(
    "/tickets/{int:number}/links", response={201: LinkOut}, summary="Link a ticket"
)
@transaction.atomic
def link(request: ApiRequest, number: int, wish: LinkIn) -> Status[LinkOut]:
    """With another ticket, an order, an item … Linking twice changes nothing."""
    ticket = ticket_at(request, number).locked()
    if wish.kind == "ticket":
        return Status(201, _with_ticket(request, ticket, wish))
    thing = thing_of(wish.kind, wish.number)
    made = Link.objects.link(ticket, thing, by=request.auth)
    return Status(201, show_thing(made))


def _with_ticket(request: ApiRequest, ticket: Ticket, wish: LinkIn) -> LinkOut:
    """Both show it."""
    visible = Ticket.objects.visible_to(request.auth)
    number = int(wish.number) if wish.number.isdecimal() else 0
    other = visible.filter(number=number).first()
    if other is None or other == ticket:
        raise wrong("number", _("There is no other ticket with this number."))
    if not ticket.links.filter(other=other).exists():
        ticket.link_to(other, by=request.auth, why=wish.why)
    return show_link(other)
