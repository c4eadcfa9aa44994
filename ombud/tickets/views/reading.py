"""What one agent has read, and how soon a ticket is."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from ombud.core.htmx import redirect
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Priority
from ombud.tickets.views.actions import with_undo
from ombud.tickets.views.answers import changed


@require_POST
def unread(request: AgentRequest, number: int) -> HttpResponse:
    """As if it had not been opened; the reader goes back to the list."""
    get_ticket(request, number).mark_unread(by=request.user)
    return redirect(request, "inbox")


@require_POST
def priority(request: AgentRequest, number: int) -> HttpResponse:
    """Another priority."""
    ticket = get_ticket(request, number)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    wish = request.POST.get("priority", "")
    if wish not in Priority.values:
        return changed(request, ticket)
    entry = ticket.alter(by=request.user, priority=wish)
    response = changed(request, ticket)
    return with_undo(request, response, entry) if entry else response
