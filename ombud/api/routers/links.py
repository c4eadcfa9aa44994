"""Links between tickets."""

from django.db import transaction
from django.utils.translation import gettext as _
from ninja import Router, Status

from ombud.api.auth import ApiRequest
from ombud.api.errors import wrong
from ombud.api.finding import ticket_at
from ombud.api.schemas.tickets import LinkIn, LinkOut
from ombud.api.show_ticket import show_link
from ombud.tickets.models import Ticket

router = Router(tags=["Tickets"])


@router.post(
    "/tickets/{int:number}/links", response={201: LinkOut}, summary="Link a ticket"
)
@transaction.atomic
def link(request: ApiRequest, number: int, wish: LinkIn) -> Status[LinkOut]:
    """Both tickets show it. Linking twice changes nothing."""
    ticket = ticket_at(request, number).locked()
    visible = Ticket.objects.visible_to(request.auth)
    other = visible.filter(number=wish.number).first()
    if other is None or other == ticket:
        raise wrong("number", _("There is no other ticket with this number."))
    if not ticket.links.filter(other=other).exists():
        ticket.link_to(other, by=request.auth, why=wish.why)
    return Status(201, show_link(other))
