"""The ticket's header and timeline, as fragments of its page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.tickets.finding import AgentRequest, get_entry, get_ticket
from ombud.tickets.paging import Key
from ombud.tickets.timeline import said_by, timeline_of


@require_safe
def header(request: AgentRequest, number: int) -> HttpResponse:
    """State, subject, owner and buttons, as they are now."""
    ticket = get_ticket(request, number)
    if ticket.number != number:
        context = {"number": number, "main": ticket}
        return render(request, "tickets/_header_merged.html", context)
    return render(request, "tickets/_header.html", {"ticket": ticket})


@require_safe
def timeline(request: AgentRequest, number: int) -> HttpResponse:
    """The newest entries; seen by the reader, whose page fetched them."""
    ticket = get_ticket(request, number)
    if ticket.number != number:
        # What was merged stays as it was on the page; its head leads on.
        return HttpResponse(status=204)
    new = Key.parse(request.GET.get("new", ""))
    found = timeline_of(ticket, request.user, new_since=new.at if new else None)
    if ticket.is_unread:
        ticket.mark_read(by=request.user)
    context = {"ticket": ticket, "timeline": found}
    return render(request, "tickets/_timeline.html", context)


@require_safe
def earlier(request: AgentRequest, number: int) -> HttpResponse:
    """The entries before those on the page."""
    ticket = get_ticket(request, number)
    before = Key.parse(request.GET.get("before", ""))
    found = timeline_of(ticket, request.user, before=before)
    context = {"ticket": ticket, "timeline": found, "first_day": request.GET.get("day")}
    return render(request, "tickets/_earlier.html", context)


@require_safe
def entry(request: AgentRequest, entry_id: int) -> HttpResponse:
    """One message alone, with its pictures where they were asked for."""
    found = said_by(get_entry(request, entry_id).pk)
    found.with_images = request.GET.get("images") == "on"
    return render(request, "tickets/_entry.html", {"said": found})
