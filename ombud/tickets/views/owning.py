"""Whose a ticket is: why, and the next one that nobody has."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import redirect, toast
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket
from ombud.tickets.owner_words import last_assignment, lines_of, told_by
from ombud.tickets.views.actions import with_undo
from ombud.tickets.views.answers import changed, refused
from ombud.workflows.models import ActionNotAllowed


@require_safe
def owner_chain(request: AgentRequest, number: int) -> HttpResponse:
    """How its owner was found, and who has given it to somebody since."""
    ticket = get_ticket(request, number)
    entry = last_assignment(ticket)
    context = {
        "ticket": ticket,
        "lines": lines_of(ticket),
        "entry": entry,
        "told": told_by(entry) if entry else "",
    }
    return render(request, "tickets/owner_chain.html", context)


@require_POST
def give_back(request: AgentRequest, number: int) -> HttpResponse:
    """One's own ticket waits in its team again."""
    ticket = get_ticket(request, number)
    if ticket.assignee_id != request.user.pk:
        return refused(request, ticket, ActionNotAllowed(_("It is not yours.")))
    entry = ticket.locked().assign(agent=None, by=request.user)
    return with_undo(request, changed(request, ticket), entry)


@require_POST
def take_next(request: AgentRequest) -> HttpResponse:
    """The most urgent ticket that waits longest is the reader's now, and opens."""
    try:
        ticket = Ticket.objects.visible_to(request.user).take_next(by=request.user)
    except ActionNotAllowed as no:
        return toast(request, redirect(request, "inbox"), no, tone="bad")
    if ticket is None:
        said = _("Nothing waits for your teams. Enjoy the quiet.")
        return toast(request, redirect(request, "inbox"), said)
    return with_undo(request, redirect(request, ticket), last_assignment(ticket))
