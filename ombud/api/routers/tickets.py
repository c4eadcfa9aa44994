"""Tickets: begin one, read one, list many, change one, throw one away."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from ombud.api.acting import action_of_kind
from ombud.api.auth import ApiRequest
from ombud.api.changing import change
from ombud.api.creating import create
from ombud.api.filtering import filtered
from ombud.api.finding import merged_at, ticket_at
from ombud.api.once import once
from ombud.api.paging import page
from ombud.api.schemas.tickets import (
    TicketChange,
    TicketFilter,
    TicketIn,
    TicketOut,
    TicketPage,
)
from ombud.api.show_ticket import show_row, show_whole, with_columns
from ombud.tickets.models import Ticket
from ombud.workflows.models import ActionKind

router = Router(tags=["Tickets"])


@router.post("/tickets", response={201: TicketOut}, summary="Begin a ticket")
def begin_ticket(
    request: ApiRequest, wish: TicketIn, response: HttpResponse
) -> Status[TicketOut]:
    """What the requester says becomes the first message. Takes an Idempotency-Key."""
    made, is_new = once(
        request, wish.model_dump(), lambda: create(wish, by=request.auth).pk
    )
    if not is_new:
        get_object_or_404(Ticket.objects.visible_to(request.auth), pk=made)
        response["Idempotent-Replayed"] = "true"
    ticket = show_whole(request, made)
    response["Location"] = ticket.url
    return Status(201, ticket)


@router.get("/tickets", response=TicketPage, summary="List tickets")
def list_tickets(request: ApiRequest, wish: Query[TicketFilter]) -> TicketPage:
    """The newest first, without their entries."""
    found = with_columns(filtered(request, wish))
    rows, following = page(found, wish.after, wish.limit)
    return TicketPage(items=[show_row(request, row) for row in rows], next=following)


@router.get(
    "/tickets/{int:number}",
    response=TicketOut,
    url_name="ticket",
    summary="Read a ticket",
)
def read_ticket(request: ApiRequest, number: int) -> TicketOut:
    """With its whole timeline, and what may be done with it now.

    One that was merged tells its own entries and where they stand (`merged_into`);
    every other call with its number goes to that ticket.
    """
    ticket = ticket_at(request, number)
    own = merged_at(request, number) if ticket.number != number else None
    return show_whole(request, (own or ticket).pk)


@router.patch(
    "/tickets/{int:number}", response=TicketOut, summary="Change a ticket's columns"
)
def change_ticket(request: ApiRequest, number: int, wish: TicketChange) -> TicketOut:
    """Type, category, priority, tags, subject, fields; what is left out stays."""
    ticket = ticket_at(request, number)
    change(ticket, wish, by=request.auth)
    return show_whole(request, ticket.pk)


@router.delete("/tickets/{int:number}", response={204: None}, summary="Move to the bin")
def delete_ticket(request: ApiRequest, number: int) -> Status[None]:
    """By the workflow's own action; it can be restored for thirty days."""
    ticket = ticket_at(request, number)
    action = action_of_kind(ticket, ActionKind.DELETE, request.auth)
    ticket.perform(action, by=request.auth)
    return Status(204, None)
