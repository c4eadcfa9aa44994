"""The page of one contact, and of one organisation: facts, tickets, what was said."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.customers.facts import facts_of
from ombud.customers.forms import Customer
from ombud.customers.kinds import COMPANIES, PEOPLE, Kind
from ombud.customers.likenesses import like
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workspace.history import History

OPEN_SHOWN, PEOPLE_SHOWN = 10, 50


@require_safe
@permitted(Permission.SEE_CUSTOMERS)
def contact(request: AgentRequest, pk: int) -> HttpResponse:
    """A person: what is known, what is open, all that was said."""
    if moved := _survivor(PEOPLE, pk):
        return HttpResponseRedirect(moved.get_absolute_url())
    customer = PEOPLE.get(request.user, pk)
    seen = Ticket.objects.visible_to(request.user)
    context = _context(request, PEOPLE, customer, seen.filter(contact=pk))
    return render(request, "workspace/customer.html", context)


@require_safe
@permitted(Permission.SEE_CUSTOMERS)
def organisation(request: AgentRequest, pk: int) -> HttpResponse:
    """A company: also who works there."""
    if moved := _survivor(COMPANIES, pk):
        return HttpResponseRedirect(moved.get_absolute_url())
    customer: Any = COMPANIES.get(request.user, pk)
    seen = Ticket.objects.visible_to(request.user)
    context = _context(request, COMPANIES, customer, seen.filter(organisation=pk))
    people = customer.contacts.living().for_rows().order_by("name", "pk")
    context["people"] = list(people[:PEOPLE_SHOWN])
    return render(request, "workspace/customer.html", context)


def _survivor(kind: Kind, pk: int) -> Customer | None:
    """Whom this record was merged into, if it was."""
    found = kind.model.objects.filter(pk=pk, merged_into__isnull=False)
    row = found.select_related("merged_into").first()
    return row.merged_into if row else None


def _context(
    request: AgentRequest, kind: Kind, customer: Customer, tickets: TicketQuerySet
) -> dict[str, Any]:
    may_edit = request.user.may(Permission.EDIT_CUSTOMERS)
    unfinished = tickets.unfinished().select_related("state", "assignee")
    return {
        "kind": kind,
        "customer": customer,
        "facts": facts_of(customer),
        "may_edit": may_edit,
        "open_tickets": list(unfinished.newest_first()[:OPEN_SHOWN]),
        "history": History.asked(tickets, request.GET),
        "likely": like(customer, request.user) if may_edit else [],
    }
