"""How what was done on a ticket is answered: its parts as they are now, and a toast."""

from typing import Any
from urllib.parse import quote, urlsplit

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from ombud.core.htmx import fragments, is_htmx, redirect, refuse, toast
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket

COMPOSER = "tickets/_composer.html"
HEADER = "tickets/_header.html"
TIMELINE = "tickets/_timeline.html"


def changed(
    request: AgentRequest, ticket: Ticket, *also: str, **context: Any
) -> HttpResponse:
    """Header and timeline as they are now; whoever may see it no longer goes on."""
    try:
        now = get_ticket(request, ticket.number)
    except Http404:
        return redirect(request, "inbox")
    if now.number != asked_for(request, now):
        # The page shows a number that was merged in the meantime.
        return forwarded(request, now)
    templates = [*also, HEADER, TIMELINE]
    return fragments(
        request, templates, to=now.get_absolute_url(), ticket=now, **context
    )


def asked_for(request: AgentRequest, ticket: Ticket) -> int:
    """The number in the address, where it names a ticket."""
    match = request.resolver_match
    return int((match and match.kwargs.get("number")) or ticket.number)


def forwarded(request: AgentRequest, ticket: Ticket) -> HttpResponse:
    """An old number leads to where it stands now, with a line that says so."""
    response = redirect(request, ticket)
    said = _("#%(number)s was merged into #%(main)s.") % {
        "number": asked_for(request, ticket),
        "main": ticket.number,
    }
    return toast(request, response, said, tone="ok")


def refused(request: AgentRequest, ticket: Ticket, why: Exception) -> HttpResponse:
    """A red toast with the sentence, and the buttons that are right now."""
    if not is_htmx(request):
        return refuse(request, why)
    response = changed(request, ticket)
    response.status_code = 409
    response.headers["X-Ombud-Message"] = quote(str(why))
    return response


def asked(
    request: AgentRequest, ticket: Ticket, template: str, sentence: str, **context: Any
) -> HttpResponse:
    """Not yet: the page asks something first. Without htmx it says the sentence."""
    response = fragments(
        request,
        [template],
        to=f"{ticket.get_absolute_url()}#composer",
        status=409,
        ticket=ticket,
        **context,
    )
    if not is_htmx(request):
        toast(request, response, sentence, tone="bad")
    return response


def is_on_page(request: AgentRequest, ticket: Ticket) -> bool:
    """Whether the reader has this ticket before them."""
    htmx: Any = getattr(request, "htmx", None)
    path = urlsplit((htmx and htmx.current_url) or "").path
    return bool(path == ticket.get_absolute_url())
