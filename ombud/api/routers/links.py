"""Links of tickets: with each other, with orders and the like."""

from django.db import transaction
from django.http import Http404
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


@router.delete(
    "/tickets/{int:number}/links/{kind}/{path:thing}",
    response={204: None},
    summary="Unlink a ticket",
)
@transaction.atomic
def unlink(request: ApiRequest, number: int, kind: str, thing: str) -> Status[None]:
    """They do not belong together; numbers alone will not link them again."""
    ticket = ticket_at(request, number).locked()
    if kind == "ticket":
        other = _other(request, ticket, thing)
        gone = other is not None and ticket.unlink_from(other, by=request.auth)
    else:
        links = Link.objects.standing().filter(ticket_id=ticket.pk)
        found = thing_of(kind, thing)
        link = links.filter(**{found.KIND: found}).first()
        gone = link is not None and link.refuse(by=request.auth)
    if not gone:
        raise Http404
    return Status(204, None)


def _other(request: ApiRequest, ticket: Ticket, words: str) -> Ticket | None:
    """Another ticket that they may see."""
    number = int(words) if words.isdecimal() else 0
    visible = Ticket.objects.visible_to(request.auth).exclude(pk=ticket.pk)
    found: Ticket | None = visible.filter(number=number).first()
    return found


def _with_ticket(request: ApiRequest, ticket: Ticket, wish: LinkIn) -> LinkOut:
    """Both show it."""
    other = _other(request, ticket, wish.number)
    if other is None:
        raise wrong("number", _("There is no other ticket with this number."))
    if not ticket.links.filter(other=other, kind=wish.relation).exists():
        kind = wish.relation
        ticket.link_to(other, by=request.auth, why=wish.why, kind=kind)
    return show_link(other, wish.relation)
