"""Whether an unknown sender is the one who has bought what they name."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from ombud.core.htmx import refuse
from ombud.customers.models import Contact
from ombud.sales.buyers import deny
from ombud.sales.views.links import answer
from ombud.tickets.finding import get_ticket
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed


@require_POST
@permitted(Permission.EDIT_CUSTOMERS)
def denial(request: AgentRequest, number: int, contact: int) -> HttpResponse:
    """No, it is not them; nobody is asked again, and nothing links them by itself."""
    ticket = get_ticket(request, number)
    person = get_object_or_404(Contact.objects.visible_to(request.user), pk=contact)
    try:
        deny(ticket, person, by=request.user)
    except ActionNotAllowed as no:
        return refuse(request, no)
    return answer(request, ticket)
