"""What has come in while an agent writes: shown above the composer."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.tickets.finding import AgentRequest, get_ticket


def newest_seen(data: QueryDict) -> int | None:
    """What the agent has seen: of the page, or of the question that was asked."""
    return max((int(s) for s in data.getlist("seen") if s.isdecimal()), default=None)


@require_safe
def news(request: AgentRequest, number: int) -> HttpResponse:
    """The newer messages, or nothing."""
    ticket = get_ticket(request, number)
    seen = newest_seen(request.GET)
    found = [] if seen is None else ticket.news_since(seen, for_=request.user)
    context = {"ticket": ticket, "news": found}
    return render(request, "tickets/_news.html", context)
