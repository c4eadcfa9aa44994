"""Agents follow tickets, and name each other in notes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import fragments
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.mentions import Mentionable


@require_POST
def following(request: AgentRequest, number: int) -> HttpResponse:
    """Follow it, or no more."""
    ticket = get_ticket(request, number)
    ticket.is_followed = request.POST.get("following") == "on"
    if ticket.is_followed:
        ticket.follow(by=request.user)
    else:
        ticket.unfollow(by=request.user)
    url = ticket.get_absolute_url()
    return fragments(request, ["tickets/_follow.html"], to=url, ticket=ticket)


@require_safe
def mentionable(request: AgentRequest, number: int) -> HttpResponse:
    """Whom a note on this ticket may name."""
    ticket = get_ticket(request, number)
    context = {"mentionable": Mentionable.on(ticket)}
    return render(request, "tickets/_mentionable.html", context)
