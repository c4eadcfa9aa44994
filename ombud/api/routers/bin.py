"""The bin: see what lies there, bring it back."""

from ninja import Query, Router

from ombud.api.auth import ApiRequest
from ombud.api.finding import known_ticket_at
from ombud.api.paging import page
from ombud.api.schemas.tickets import PageFilter, TicketOut, TicketPage
from ombud.api.show_ticket import show_row, show_whole, with_columns
from ombud.tickets.models import Ticket

router = Router(tags=["Tickets"])


@router.post(
    "/tickets/{int:number}/restore",
    response=TicketOut,
    summary="Take it out of the bin",
)
def restore(request: ApiRequest, number: int) -> TicketOut:
    """As it was. What is out already stays as it is."""
    ticket = known_ticket_at(request, number)
    ticket.restore(by=request.auth)
    return show_whole(request, ticket.pk)


@router.get("/bin", response=TicketPage, summary="List the bin")
def list_bin(request: ApiRequest, wish: Query[PageFilter]) -> TicketPage:
    """The newest message first, without entries."""
    found = with_columns(Ticket.objects.in_bin_of(request.auth))
    rows, following = page(found, wish.after, wish.limit)
    return TicketPage(items=[show_row(request, row) for row in rows], next=following)
