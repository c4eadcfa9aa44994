"""What a ticket is about: its category."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.views.actions import with_undo
from ombud.tickets.views.answers import changed
from ombud.workflows.models import Category


@require_POST
def category(request: AgentRequest, number: int) -> HttpResponse:
    """Another category, or none."""
    ticket = get_ticket(request, number)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    wish = request.POST.get("category", "")
    chosen = Category.objects.with_slug(wish)
    if wish and chosen is None:
        return changed(request, ticket)
    entry = ticket.alter(by=request.user, category=chosen)
    response = changed(request, ticket)
    return with_undo(request, response, entry) if entry else response
