"""Who looks after the customer of a ticket, and after their company."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ombud.core.htmx import fragments, refuse, toast
from ombud.customers.models import Contact, Organisation
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket
from ombud.users.people import workers
from ombud.users.permissions import Permission
from ombud.workspace.panel import panel_of


@require_http_methods(["GET", "POST"])
def responsible(request: AgentRequest, number: int, of: str) -> HttpResponse:
    """Choose from all agents; new tickets of this customer are theirs."""
    ticket = get_ticket(request, number)
    may_edit = request.user.may(Permission.EDIT_CUSTOMERS)
    if not (may_edit and ticket.may_act(request.user)):
        raise PermissionDenied
    customer = customer_of(ticket, of)
    if customer is None:
        return refuse(request, _("This customer is not in the directory."), status=404)
    if source := customer.source_of("responsible"):
        words = _("This comes from %(source)s, and is changed there.")
        return refuse(request, words % {"source": source})
    if request.method == "GET":
        context = {
            "ticket": ticket,
            "customer": customer,
            "of": of,
            "people": workers(),
        }
        return render(request, "workspace/responsible.html", context)
    email = request.POST.get("to", "")
    person = workers().filter(email=email).first() if email else None
    if email and person is None:
        return refuse(request, _("Choose an agent from the list."), status=422)
    customer.entrust(person, by=request.user)
    return _answer(request, number, customer)


def customer_of(ticket: Ticket, of: str) -> Contact | Organisation | None:
    """The contact of the ticket, or the company they belong to."""
    contact = ticket.contact
    return contact and (contact if of == "contact" else contact.organisation)


def _answer(
    request: AgentRequest, number: int, customer: Contact | Organisation
) -> HttpResponse:
    ticket = get_ticket(request, number)
    response = fragments(
        request,
        ["workspace/_panel.html"],
        to=ticket.get_absolute_url(),
        panel=panel_of(ticket, request.user),
    )
    facts = {"customer": customer.name, "name": customer.responsible}
    if customer.responsible:
        said = _("%(name)s looks after %(customer)s now.") % facts
    else:
        said = _("Nobody looks after %(customer)s now.") % facts
    return toast(request, response, said, tone="ok")
