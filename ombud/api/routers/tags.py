"""Tags: which there are, and which a ticket has."""

from ninja import Router

from ombud.api.auth import ApiRequest
from ombud.api.finding import ticket_at
from ombud.api.schemas.tags import TagOut, Tags, TagsIn
from ombud.api.schemas.tickets import TicketOut
from ombud.api.show_ticket import show_whole
from ombud.tickets.models import Tag

router = Router(tags=["Tickets"])


@router.get("/tags", response=Tags, summary="List tags")
def list_tags(request: ApiRequest) -> Tags:
    """All of them, by name."""
    found = Tag.objects.all()
    return Tags(
        items=[
            TagOut(name=tag.name, colour=tag.hue, former_names=tag.former)
            for tag in found
        ]
    )


@router.post(
    "/tickets/{int:number}/tags", response=TicketOut, summary="Put tags on or off"
)
def retag(request: ApiRequest, number: int, wish: TagsIn) -> TicketOut:
    """Sent twice it is done once; 403 where a new tag is not yours to make."""
    ticket = ticket_at(request, number)
    ticket.retag(by=request.auth, add=wish.add, remove=wish.remove)
    return show_whole(request, ticket.pk)
