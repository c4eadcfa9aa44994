"""The workflow's buttons: what needs nothing runs at once, what needs more is asked."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ombud.core.htmx import fragments, is_htmx, redirect, refuse, toast
from ombud.tickets.asked import Asked
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.forms import AssignForm
from ombud.tickets.models import Entry, Ticket
from ombud.tickets.models.base import OF_FIELD
from ombud.tickets.owners import owners_for
from ombud.tickets.sentences import words_of_tags
from ombud.tickets.views.answers import COMPOSER, changed, refused
from ombud.tickets.views.children import offering_children
from ombud.tickets.views.sending import sent_before, sent_twice, write
from ombud.tickets.views.solving import PLAIN, prepared
from ombud.workflows.forms import FieldsWrong
from ombud.workflows.models import Action, ActionKind, ActionNotAllowed

FORM = "tickets/_action_form.html"
Way = Callable[[AgentRequest, Ticket, Action], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: AgentRequest, number: int, slug: str) -> HttpResponse:
    """Ask what the action needs, or perform it."""
    ticket = get_ticket(request, number)
    if entry := sent_before(request, ticket):
        return sent_twice(request, ticket, entry)
    try:
        # A sheet of the composer may carry another action's fields.
        found = ticket.action(request.POST.get("perform", slug), by=request.user)
        way = way_of(found) if request.method == "POST" else ask
        return way(request, ticket, found)
    except ActionNotAllowed as no:
        if entry := sent_before(request, ticket):
            # The first of two clicks was quicker, and closed the ticket.
            return sent_twice(request, ticket, entry)
        return refused(request, ticket, no)


def way_of(action: Action) -> Way:
    """How what was sent is read."""
    if action.kind in {ActionKind.REPLY, ActionKind.NOTE}:
        return write
    if action.kind == ActionKind.ASSIGN and not action.field_uses.exists():
        return give
    return fill


def ask(request: AgentRequest, ticket: Ticket, action: Action) -> HttpResponse:
    """The page on which the action is filled in; its form is what htmx takes of it."""
    asked = Asked(ticket, action)
    if action.kind in {ActionKind.REPLY, ActionKind.NOTE} and not is_htmx(request):
        query = urlencode({"write": action.kind, "action": action.slug})
        return redirect(request, f"{ticket.get_absolute_url()}?{query}#composer")
    context: dict[str, Any] = {"ticket": ticket, "action": action, "asked": asked}
    if action.kind == ActionKind.ASSIGN and not asked.form.uses:
        context |= {"asked": None, "teams": owners_for(ticket)}
    return render(request, "tickets/action.html", context)


def fill(request: AgentRequest, ticket: Ticket, action: Action) -> HttpResponse:
    """What was filled in, or nothing where nothing is asked; what is wrong is said."""
    if waiting := prepared(request, ticket, action):
        return waiting
    asked = Asked(ticket, action, request.POST, request.FILES)
    if not asked.is_valid():
        return wrong_fields(request, ticket, asked)
    try:
        with transaction.atomic():
            entry = ticket.perform(action, by=request.user, values=asked.values)
            asked.keep_files(entry)
    except FieldsWrong as wrong:
        return refused(request, ticket, wrong)
    also = [FORM, COMPOSER] if PLAIN in request.POST else [FORM]
    response = changed(request, ticket, *also, asked=None)
    response = offering_children(request, response, entry, ticket)
    return with_undo(request, response, entry)


def wrong_fields(request: AgentRequest, ticket: Ticket, asked: Asked) -> HttpResponse:
    """The same form again, with a sentence at each field that is wrong."""
    context: dict[str, Any] = {"ticket": ticket, "asked": asked}
    context["action"] = asked.action
    if is_htmx(request):
        return fragments(request, [FORM], status=422, **context)
    return render(request, "tickets/action.html", context, status=422)


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
    related = ("state", "assignee", "team", "category", "workflow")
    ticket = Ticket.objects.select_related(*related).get(pk=entry.ticket_id)
    facts: dict[str, Any] = {
        "number": ticket.number,
        "state": ticket.state.label,
        "type": ticket.workflow.label,
        "priority": ticket.get_priority_display(),
        "category": ticket.category or _("no category"),
        "owner": ticket.assignee,
        "team": ticket.team.name,
        "tags": words_of_tags(entry),
    }
    for name, pattern in SAID.items():
        if name in entry.changes:
            return str(pattern) % facts
    if any(name.startswith(OF_FIELD) for name in entry.changes):
        return _("#%(number)s: changed") % facts
    if ticket.assignee:
        return _("#%(number)s belongs to %(owner)s now") % facts
    return _("#%(number)s waits for the team %(team)s now") % facts


# The most important comes first.
SAID = {
    "deleted_at": gettext_lazy("#%(number)s: moved to the bin"),
    "workflow": gettext_lazy("#%(number)s: type %(type)s"),
    "state": gettext_lazy("#%(number)s: %(state)s"),
    "priority": gettext_lazy("#%(number)s: priority %(priority)s"),
    "category": gettext_lazy("#%(number)s: %(category)s"),
    "tags": gettext_lazy("#%(number)s: %(tags)s"),
}
