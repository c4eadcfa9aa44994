"""Search, and go anywhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.tickets.finding import AgentRequest
from ombud.workspace.finder import find


@require_safe
def palette(request: AgentRequest) -> HttpResponse:
    """What is found for the words typed so far."""
    words = request.GET.get("q", "").strip()
    context = {"groups": find(request, words, request.user), "words": words}
    return render(request, "workspace/_palette_list.html", context)
