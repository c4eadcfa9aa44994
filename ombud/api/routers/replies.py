"""Replies and notes, as JSON or as a form with files."""

from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from ninja import Router, Status

from ombud.api import acting, bodies
from ombud.api.auth import ApiRequest
from ombud.api.finding import ticket_at
from ombud.api.once import once
from ombud.api.schemas.entries import EntryOut, NoteIn, ReplyIn
from ombud.api.show_entry import entries_of, show_entry
from ombud.tickets.models import Ticket

router = Router(tags=["Entries"])


@router.post(
    "/tickets/{int:number}/replies",
    response={201: EntryOut},
    summary="Answer the customer",
    openapi_extra=bodies.described(ReplyIn),
)
def reply(request: ApiRequest, number: int, response: HttpResponse) -> Status[EntryOut]:
    """It leaves by mail after the time in which it can be undone.

    Takes an Idempotency-Key.
    """
    ticket = ticket_at(request, number)
    wish, files = bodies.read(request, ReplyIn), bodies.files(request)
    made, is_new = once(
        request,
        [wish.model_dump(), prints(files)],
        lambda: acting.reply(ticket, wish, files, request.auth).pk,
    )
    if not is_new:
        response["Idempotent-Replayed"] = "true"
    return Status(201, shown(request, ticket, made))


@router.post(
    "/tickets/{int:number}/notes",
    response={201: EntryOut},
    summary="Tell colleagues",
    openapi_extra=bodies.described(NoteIn),
)
def note(request: ApiRequest, number: int) -> Status[EntryOut]:
    """The customer never sees it."""
    ticket = ticket_at(request, number)
    wish, files = bodies.read(request, NoteIn), bodies.files(request)
    entry = acting.note(ticket, wish, files, request.auth)
    return Status(201, shown(request, ticket, entry.pk))


def shown(request: ApiRequest, ticket: Ticket, pk: int) -> EntryOut:
    """The entry as it stands now."""
    entry = entries_of(ticket).get(pk=pk)
    return show_entry(request, ticket.refreshed(), entry)


def prints(files: list[Any]) -> list[list[str]]:
    """Name and SHA-256 of each file, to know the same call again."""
    found = []
    for file in files:
        digest = sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
        found.append([file.name, digest.hexdigest()])
    return found
