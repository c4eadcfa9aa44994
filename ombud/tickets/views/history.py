"""What one did, and the way back from it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.core.htmx import is_htmx
from ombud.tickets.finding import AgentRequest
from ombud.tickets.history import history_of
from ombud.tickets.paging import Key


@require_safe
def history(request: AgentRequest) -> HttpResponse:
    """The newest first; its list fetches itself again after each undo."""
    before = Key.parse(request.GET.get("before", ""))
    template = "tickets/_history.html" if is_htmx(request) else "tickets/history.html"
    context = {"history": history_of(request.user, before), "before": before}
    return render(request, template, context)
