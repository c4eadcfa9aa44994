"""Actions and assignments: the workflow's door."""

from ninja import Router

from ombud.api.acting import act, action_of_kind, assignment
from ombud.api.auth import ApiRequest
from ombud.api.finding import ticket_at
from ombud.api.schemas.tickets import ActionIn, AssignmentIn, TicketOut
from ombud.api.show_ticket import show_whole
from ombud.workflows.models import ActionKind

router = Router(tags=["Tickets"])


@router.post(
    "/tickets/{int:number}/actions/{slug:slug}",
    response=TicketOut,
    summary="Perform an action",
)
def perform(request: ApiRequest, number: int, slug: str, wish: ActionIn) -> TicketOut:
    """Any action of the workflow; 409 while the state does not allow it."""
    ticket = ticket_at(request, number)
    action = ticket.action(slug, by=request.auth)
    act(ticket, action, wish.values, request.auth)
    return show_whole(request, ticket.pk)


@router.post(
    "/tickets/{int:number}/assignment",
    response=TicketOut,
    summary="Assign to an agent or a team",
)
def assign(request: ApiRequest, number: int, wish: AssignmentIn) -> TicketOut:
    """A team alone lets the ticket wait there; an agent of null takes it away."""
    ticket = ticket_at(request, number)
    action = action_of_kind(ticket, ActionKind.ASSIGN, request.auth)
    ticket.perform(action, by=request.auth, values=assignment(wish))
    return show_whole(request, ticket.pk)
