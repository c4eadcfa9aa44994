"""What has come in while an agent writes: shown above the composer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.tickets.finding import AgentRequest, get_ticket


@require_safe
def news(request: AgentRequest, number: int) -> HttpResponse:
    """The newer messages, or nothing."""
    ticket = get_ticket(request, number)
    seen = request.GET.get("seen", "")
    found = ticket.news_since(int(seen), for_=request.user) if seen.isdecimal() else []
    context = {"ticket": ticket, "news": found, "seen": seen}
    return render(request, "tickets/_news.html", context)
