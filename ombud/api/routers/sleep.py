"""Tickets that sleep until a moment."""

from ninja import Query, Router

from ombud.api.acting import aware
from ombud.api.auth import ApiRequest
from ombud.api.finding import ticket_at
from ombud.api.paging import page
from ombud.api.schemas.tickets import PageFilter, SleepIn, TicketOut, TicketPage
from ombud.api.show_ticket import show_row, show_whole, with_columns
from ombud.tickets.models import Ticket

router = Router(tags=["Tickets"])


@router.post(
    "/tickets/{int:number}/sleep", response=TicketOut, summary="Put it to sleep"
)
def sleep(request: ApiRequest, number: int, wish: SleepIn) -> TicketOut:
    """Out of the lists of work until then, or until the customer writes."""
    ticket = ticket_at(request, number)
    until = aware(wish.until, "until")
    ticket.sleep(until, by=request.auth, through_thanks=wish.through_thanks)
    return show_whole(request, ticket.pk)


@router.delete("/tickets/{int:number}/sleep", response=TicketOut, summary="Wake it up")
def wake(request: ApiRequest, number: int) -> TicketOut:
    """Back in the lists; what is awake stays as it is."""
    ticket = ticket_at(request, number)
    ticket.wake(by=request.auth)
    return show_whole(request, ticket.pk)


@router.get("/asleep", response=TicketPage, summary="List what sleeps")
def list_asleep(request: ApiRequest, wish: Query[PageFilter]) -> TicketPage:
    """The newest message first, without entries."""
    found = with_columns(Ticket.objects.visible_to(request.auth).asleep())
    rows, following = page(found, wish.after, wish.limit)
    return TicketPage(items=[show_row(request, row) for row in rows], next=following)
