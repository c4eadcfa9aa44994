"""The tags of one ticket: look for one, make one, take one off."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ombud.core.htmx import is_htmx
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket
from ombud.tickets.tag_choices import TagChoices
from ombud.tickets.views.actions import with_undo
from ombud.tickets.views.answers import changed, refused
from ombud.workflows.models import ActionNotAllowed

FORM = "tickets/_tag_form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: AgentRequest, number: int) -> HttpResponse:
    """Offer tags, or put one on and take one off."""
    ticket = get_ticket(request, number)
    if request.method == "POST":
        return _retag(request, ticket)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    context = {"ticket": ticket, "choices": TagChoices(ticket, request.user)}
    return render(request, "tickets/tags.html", context)


def _in_picker(request: AgentRequest) -> bool:
    """Whether the dialog has sent it, or a tag in the head of the ticket."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(is_htmx(request) and htmx.target == "tag-form")


def _retag(request: AgentRequest, ticket: Ticket) -> HttpResponse:
    # Not “remove”: a form with a control of that name could no longer be replaced.
    remove = request.POST.getlist("off")
    chosen = request.POST.getlist("add")
    # What is typed only looks for something while a button says what is wanted.
    typed = [] if remove or chosen else request.POST.get("typed", "").split(",")
    try:
        entry = ticket.retag(by=request.user, add=[*chosen, *typed], remove=remove)
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    choices = TagChoices(ticket.refreshed(), request.user)
    also = [FORM] if _in_picker(request) else []
    response = changed(request, ticket, *also, choices=choices)
    return with_undo(request, response, entry)
