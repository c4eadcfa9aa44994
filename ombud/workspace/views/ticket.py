"""One ticket among its list and its customer."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ombud.core.htmx import redirect
from ombud.tickets.excerpts import excerpt
from ombud.tickets.finding import AgentRequest, get_ticket, is_in_bin
from ombud.tickets.models import Ticket
from ombud.tickets.paging import Key
from ombud.tickets.timeline import timeline_of
from ombud.tickets.views.answers import forwarded
from ombud.workspace import frame
from ombud.workspace.counts import note_opening
from ombud.workspace.panel import panel_of
from ombud.workspace.rows import for_rows, row_of


@require_safe
def ticket(request: AgentRequest, number: int) -> HttpResponse:
    """The whole page; its list comes after it."""
    try:
        found = get_ticket(request, number)
    except Http404:
        return in_bin(request, number)
    if found.number != number:
        return forwarded(request, found)
    slug, query = frame.last_list(request)
    request.ombud_list = slug  # type: ignore[attr-defined]  # the sidebar marks it
    context = _opened(request, found) | {"list_slug": slug, "list_query": query}
    return render(request, "workspace/ticket.html", context)


@require_safe
def pane(request: AgentRequest, number: int) -> HttpResponse:
    """The same beside a list that is there already: ticket, panel, row, counters."""
    try:
        found = get_ticket(request, number)
    except Http404:
        return in_bin(request, number)
    if found.number != number:
        return forwarded(request, found)
    context = _opened(request, found)
    row = for_rows(Ticket.objects.filter(pk=found.pk), request.user).get()
    context["row"] = row_of(row, timezone.now(), current=number)
    context |= frame.views_context(request)
    return render(request, "workspace/_pane.html", context)


@require_safe
def panel(request: AgentRequest, number: int) -> HttpResponse:
    """Who it is about."""
    found = get_ticket(request, number)
    return render(
        request, "workspace/_panel.html", {"panel": panel_of(found, request.user)}
    )


def in_bin(request: AgentRequest, number: int) -> HttpResponse:
    """An old link to a ticket in the bin leads there; 404 where it is not there."""
    if not is_in_bin(request, number):
        main = get_object_or_404(
            Ticket.objects.in_bin_of(request.user), merged__number=number
        )
        return redirect(request, "bin-ticket", main.number)
    before = request.GET.get("before", "")
    query = f"?before={before}" if Key.parse(before) else ""
    return redirect(request, reverse("bin-ticket", args=[number]) + query)


def _opened(request: AgentRequest, found: Ticket) -> dict[str, Any]:
    """Opening it is reading it; what was unread stays marked on this page."""
    new_since: datetime = found.read_at or timezone.now()
    if not found.read_at or found.read_at < found.last_message_at:
        found.mark_read(by=request.user)
    note_opening(request, found)
    before, part = Key.parse(request.GET.get("before", "")), excerpt(found, request.GET)
    whole = None if part else partial(timeline_of, found, request.user)
    return {
        "ticket": found,
        "excerpt": part,
        "timeline": whole and whole(before=before, new_since=new_since),
        "actions": found.actions_for(request.user),
        "panel": panel_of(found, request.user),
    }
