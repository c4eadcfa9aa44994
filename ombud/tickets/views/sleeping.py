"""A ticket is put to sleep until a moment that is typed, and woken."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.core.htmx import is_htmx, toast
from ombud.core.local_time import full
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Entry, Ticket
from ombud.tickets.timing import NotThen, moment_of
from ombud.tickets.views.answers import changed, refused
from ombud.workflows.models import ActionNotAllowed

PAGE = "tickets/sleep.html"


@require_http_methods(["GET", "HEAD", "POST"])
def sleep(request: AgentRequest, number: int) -> HttpResponse:
    """Ask until when, or do it."""
    ticket = get_ticket(request, number)
    if request.method != "POST":
        return _ask(request, ticket)
    words = request.POST.get("words", "")
    thanks = request.POST.get("thanks") == "on"
    try:
        until = moment_of(words)
        entry = ticket.sleep(until, by=request.user, through_thanks=thanks)
    except NotThen as no:
        return _ask(request, ticket, wrong=str(no), words=words, thanks=thanks)
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    said = _("#%(number)s: asleep until %(time)s")
    text = said % {"number": number, "time": full(until)}
    return _done(request, ticket, entry, text)


@require_POST
def wake(request: AgentRequest, number: int) -> HttpResponse:
    """Back in the lists."""
    ticket = get_ticket(request, number)
    try:
        ticket.wake(by=request.user)
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    said = _("#%(number)s: awake again") % {"number": number}
    return _done(request, ticket, None, said)


@require_safe
def moment(request: AgentRequest) -> HttpResponse:
    """What typed words mean, while they are typed."""
    try:
        context = {"until": full(moment_of(request.GET.get("words", "")))}
    except NotThen as no:
        context = {"wrong": str(no)}
    return render(request, "tickets/_moment.html", context)


def _ask(request: AgentRequest, ticket: Ticket, **said: Any) -> HttpResponse:
    context = {"ticket": ticket, "dialog_id": "sleep"} | said
    return render(request, PAGE, context, status=422 if said else 200)


def _done(
    request: AgentRequest, ticket: Ticket, entry: Entry | None, said: str
) -> HttpResponse:
    response = changed(request, ticket)
    if is_htmx(request) and not response.has_header("HX-Redirect"):
        # Its own dialog must not be filled with what goes out of band.
        response.headers["HX-Reswap"] = "none"
    undo = reverse("entry-undo", args=[entry.pk]) if entry else ""
    return toast(request, response, said, undo_url=undo)
