"""Merge tickets, take a merge back, split a ticket."""

from django.http import Http404, HttpResponse
from ninja import Router, Status

from ombud.api.auth import ApiRequest
from ombud.api.finding import entry_at, team_of, ticket_at, tickets_at, usable_type
from ombud.api.schemas.merges import MergeIn, MergeOut, SplitIn
from ombud.api.schemas.tickets import TicketOut
from ombud.api.show_ticket import show_whole
from ombud.tickets.models import Entry, Verb

router = Router(tags=["Tickets"])


@router.post(
    "/tickets/{int:number}/merges",
    response={201: MergeOut},
    by_alias=True,
    summary="Merge other tickets into this one",
)
def merge(request: ApiRequest, number: int, wish: MergeIn) -> Status[MergeOut]:
    """Their entries stand here from now on, and their numbers lead here for ever."""
    main = ticket_at(request, number)
    others = tickets_at(request, wish.from_, "from")
    entry = main.take_in(others, by=request.auth)
    return Status(201, _shown(entry, main.number))


@router.delete("/merges/{int:pk}", response={204: None}, summary="Take a merge back")
def unmerge(request: ApiRequest, pk: int) -> Status[None]:
    """At any time; what came later goes where it belongs."""
    entry = entry_at(request, pk)
    if entry.verb != Verb.MERGED:
        raise Http404
    entry.ticket.undo(entry, by=request.auth)
    return Status(204, None)


@router.post(
    "/tickets/{int:number}/splits",
    response={201: TicketOut},
    summary="Begin a ticket with some of its entries",
)
def split(
    request: ApiRequest, number: int, wish: SplitIn, response: HttpResponse
) -> Status[TicketOut]:
    """Moved, or copied; both tickets lead to each other."""
    new = ticket_at(request, number).split(
        wish.entries,
        by=request.auth,
        move=wish.move,
        subject=wish.subject,
        team=team_of(wish.team),
        workflow=usable_type(wish.type, request.auth),
    )
    shown = show_whole(request, new.pk)
    response["Location"] = shown.url
    return Status(201, shown)


def _shown(entry: Entry, number: int) -> MergeOut:
    numbers = entry.particulars["numbers"]
    return MergeOut(id=entry.pk, number=number, from_=numbers)
