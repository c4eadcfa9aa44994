"""Entries: take one back."""

from ninja import Router

from ombud.api.auth import ApiRequest
from ombud.api.finding import entry_at
from ombud.api.schemas.tickets import TicketOut
from ombud.api.show_ticket import show_whole

router = Router(tags=["Entries"])


@router.post(
    "/entries/{int:entry_id}/undo", response=TicketOut, summary="Take an entry back"
)
def undo(request: ApiRequest, entry_id: int) -> TicketOut:
    """409 once something has followed, or the reply has left."""
    entry = entry_at(request, entry_id)
    entry.ticket.undo(entry, by=request.auth)
    return show_whole(request, entry.ticket_id)
