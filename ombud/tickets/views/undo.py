"""The way back: a reply that has not left, an assignment, a state, a priority."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ombud.core.htmx import fragments, is_htmx, redirect, refuse, toast, trigger
from ombud.tickets.finding import AgentRequest, get_entry_to_undo
from ombud.tickets.history import last_undoable, said_of
from ombud.tickets.models import Batch, Entry, EntryKind, Ticket, Verb
from ombud.tickets.shown_batches import shown_batches
from ombud.tickets.views.answers import COMPOSER, changed, is_on_page, refused
from ombud.workflows.models import ActionNotAllowed

# What was written goes on being written.
DRAFTS = {Verb.REPLIED: "reply", Verb.NOTED: "note"}


@require_POST
def undo(request: AgentRequest, entry_id: int) -> HttpResponse:
    """Take it back, while nothing else has followed."""
    entry = get_entry_to_undo(request, entry_id)
    return _take_back(request, entry, _("#%(number)s: taken back") % vars(entry.ticket))


@require_POST
def undo_last(request: AgentRequest) -> HttpResponse:
    """The last thing one did that can be taken back, and say what it was."""
    last = last_undoable(request.user)
    if last is None:
        return refuse(request, _("There is nothing that you could take back."))
    said = _("Taken back: %(what)s") % {"what": said_of(last)}
    if isinstance(last.done, Entry):
        return _take_back(request, last.done, said)
    return _take_all_back(request, last.done)


def _take_back(request: AgentRequest, entry: Entry, said: str) -> HttpResponse:
    ticket = entry.ticket
    is_here = is_on_page(request, ticket) or not is_htmx(request)
    try:
        ticket.undo(entry, by=request.user)
    except ActionNotAllowed as no:
        return refused(request, ticket, no) if is_here else refuse(request, no)
    if entry.verb in DRAFTS and _sees(request, ticket):
        kind = DRAFTS[Verb(entry.verb)] if entry.kind != EntryKind.CALL else "reply"
        return _write_again(request, ticket, kind)
    if (is_here and "workflow" in entry.changes) or entry.verb == Verb.SPLIT:
        # Another type has other buttons, fields and states: the whole page is new.
        # And who stands on a ticket that was split off, stands in the bin now.
        response = redirect(request, ticket)
    else:
        response = changed(request, ticket) if is_here else HttpResponse(status=204)
    link = "" if is_here else ticket.get_absolute_url()
    return toast(request, trigger(response, "ombud:undone"), said, link=link)


def _take_all_back(request: AgentRequest, batch: Batch) -> HttpResponse:
    """By a job; the corner says how far it has come."""
    try:
        batch.undo(by=request.user)
    except ActionNotAllowed as no:
        return refuse(request, no)
    response = fragments(
        request,
        ["tickets/_batches.html"],
        to=reverse("batch", args=[batch.pk]),
        batches=shown_batches(request.user),
    )
    return trigger(response, "ombud:undone")


def _sees(request: AgentRequest, ticket: Ticket) -> bool:
    return Ticket.objects.visible_to(request.user).filter(pk=ticket.pk).exists()


def _write_again(request: AgentRequest, ticket: Ticket, kind: str) -> HttpResponse:
    """The text stands in the composer again, on the ticket's own page."""
    if is_htmx(request) and is_on_page(request, ticket):
        return changed(request, ticket, COMPOSER, wanted=kind)
    return redirect(request, f"{ticket.get_absolute_url()}?write={kind}#composer")
