"""The workflow's buttons: what needs nothing runs at once, what needs more is asked."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ombud.core.htmx import redirect, refuse, toast
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.forms import AssignForm
from ombud.tickets.models import Entry, Ticket
from ombud.tickets.owners import owners_for
from ombud.tickets.views.answers import changed, refused
from ombud.tickets.views.sending import sent_before, sent_twice, write
from ombud.workflows.models import Action, ActionKind, ActionNotAllowed

Way = Callable[[AgentRequest, Ticket, Action], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: AgentRequest, number: int, slug: str) -> HttpResponse:
    """Ask what the action needs, or perform it."""
    ticket = get_ticket(request, number)
    if entry := sent_before(request, ticket):
        return sent_twice(request, ticket, entry)
    try:
        found = ticket.action(slug, by=request.user)
        way = WAYS[ActionKind(found.kind)] if request.method == "POST" else ask
        return way(request, ticket, found)
    except ActionNotAllowed as no:
        if entry := sent_before(request, ticket):
            # The first of two clicks was quicker, and closed the ticket.
            return sent_twice(request, ticket, entry)
        return refused(request, ticket, no)


def ask(request: AgentRequest, ticket: Ticket, action: Action) -> HttpResponse:
    """The page on which the action is filled in; its form is what htmx takes of it."""
    if action.kind in {ActionKind.REPLY, ActionKind.NOTE}:
        return redirect(request, f"{ticket.get_absolute_url()}?write={action.kind}")
    context = {"ticket": ticket, "action": action, "teams": owners_for(ticket)}
    return render(request, "tickets/action.html", context)


def at_once(request: AgentRequest, ticket: Ticket, action: Action) -> HttpResponse:
    """What needs nothing: take, and set another state."""
    entry = ticket.perform(action, by=request.user)
    return with_undo(request, changed(request, ticket), entry)


def give(request: AgentRequest, ticket: Ticket, action: Action) -> HttpResponse:
    """To an agent, or to a team."""
    form = AssignForm(request.POST)
    if not form.is_valid():
        wrong = next(iter(form.errors.values()))
        return refuse(request, wrong[0], status=422)
    entry = ticket.perform(action, by=request.user, values=form.values())
    return with_undo(request, changed(request, ticket), entry)


def with_undo(
    request: AgentRequest, response: HttpResponse, entry: Entry | None
) -> HttpResponse:
    """Say what is different now, with a way back; nothing where nothing is."""
    if entry is None or not entry.changes:
        return response
    undo = reverse("entry-undo", args=[entry.pk])
    return toast(request, response, what_changed(entry), undo_url=undo)


def what_changed(entry: Entry) -> str:
    """One sentence for the corner."""
    ticket = Ticket.objects.select_related("state", "assignee", "team", "category").get(
        pk=entry.ticket_id
    )
    facts: dict[str, Any] = {"number": ticket.number, "state": ticket.state.label}
    if "state" in entry.changes:
        return _("#%(number)s: %(state)s") % facts
    if "priority" in entry.changes:
        facts["priority"] = ticket.get_priority_display()
        return _("#%(number)s: priority %(priority)s") % facts
    if "category" in entry.changes:
        facts["name"] = ticket.category or _("no category")
        return _("#%(number)s: %(name)s") % facts
    if ticket.assignee:
        facts["name"] = ticket.assignee.name
        return _("#%(number)s belongs to %(name)s now") % facts
    facts["name"] = ticket.team.name
    return _("#%(number)s waits for the team %(name)s now") % facts


WAYS: dict[ActionKind, Way] = {
    ActionKind.REPLY: write,
    ActionKind.NOTE: write,
    ActionKind.TAKE: at_once,
    ActionKind.ASSIGN: give,
    ActionKind.MOVE: at_once,
}
