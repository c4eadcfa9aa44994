"""View as: what an agent sees and may do."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ombud.tickets.sight import seen_by
from ombud.users.access import AgentRequest, permitted
from ombud.users.models import User
from ombud.users.permissions import Permission


@require_safe
@permitted(Permission.MANAGE_WORKFLOWS)
def view_as(request: AgentRequest) -> HttpResponse:
    """Choose an agent, and see the product with their rights."""
    agents = User.objects.agents()
    wish = request.GET.get("agent", "")
    agent = get_object_or_404(agents, pk=int(wish)) if wish.isdecimal() else None
    seen = seen_by(agent) if agent else []
    context = {"agents": agents, "agent": agent, "seen": seen}
    return render(request, "tickets/view_as.html", context)
