"""An agent makes, shows, sends and revokes the customer's link."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.core import htmx
from ombud.portal.models import DAYS, CustomerLink
from ombud.portal.qr import code_of
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket
from ombud.workflows.models import ActionNotAllowed

DIALOG = "portal/_link.html"


@require_http_methods(["GET", "POST"])
def customer_link(request: AgentRequest, number: int) -> HttpResponse:
    """The link that works, with its code; or the question for how long to make one."""
    ticket = get_ticket(request, number)
    if request.method == "POST":
        days = request.POST.get("days", "")
        chosen = int(days) if days.isdecimal() and int(days) in DAYS else DAYS[1]
        try:
            CustomerLink.objects.make(ticket.locked(), by=request.user, days=chosen)
        except ActionNotAllowed as no:
            return htmx.refuse(request, no, status=403 if no.never else 409)
        return htmx.fragments(
            request, [DIALOG], to=_url(ticket), **_context(request, ticket)
        )
    return render(request, "portal/link.html", _context(request, ticket))


@require_POST
def revocation(request: AgentRequest, number: int) -> HttpResponse:
    """It opens nothing any more."""
    return _do(request, number, "revoke", _("The link is closed."))


@require_POST
def mail(request: AgentRequest, number: int) -> HttpResponse:
    """Send it by mail."""
    return _do(request, number, "send", _("The link is on its way."))


def _do(request: AgentRequest, number: int, verb: str, said: str) -> HttpResponse:
    ticket = get_ticket(request, number)
    link = CustomerLink.objects.of(ticket)
    if link is None:
        return htmx.refuse(request, _("This link works no more. Make a new one."))
    try:
        getattr(link, verb)(by=request.user)
    except ActionNotAllowed as no:
        return htmx.refuse(request, no, status=403 if no.never else 409)
    context = _context(request, ticket)
    response = htmx.fragments(request, [DIALOG], to=_url(ticket), **context)
    return htmx.toast(request, response, said, tone="ok")


def _context(request: AgentRequest, ticket: Ticket) -> dict[str, Any]:
    link = CustomerLink.objects.of(ticket)
    return {
        "ticket": ticket,
        "link": link,
        "code": code_of(link.url) if link else "",
        "days": DAYS,
        "may_act": ticket.may_act(request.user),
        "has_address": bool(ticket.default_recipients()),
    }


def _url(ticket: Ticket) -> str:
    return ticket.get_absolute_url()
