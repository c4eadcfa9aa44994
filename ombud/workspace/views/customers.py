"""The pages of one customer: what was said, what was bought, what was changed."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ombud.customers.forms import Customer
from ombud.customers.history import ChangesTold
from ombud.customers.kinds import KINDS, Kind
from ombud.sales.bought import SORTS, Bought
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workspace.customer_page import frame_of, tickets_of
from ombud.workspace.history import History


@require_safe
@permitted(Permission.SEE_CUSTOMERS)
def customer(request: AgentRequest, noun: str, pk: int) -> HttpResponse:
    """A person or a company: what is known, what is open, all that was said."""
    kind, reader = KINDS[noun], request.user
    if moved := _survivor(kind, pk):
        return HttpResponseRedirect(moved.get_absolute_url())
    found = kind.get(reader, pk)
    tickets = tickets_of(found, reader)
    context = frame_of(kind, found, reader, "said")
    context["history"] = History.asked(tickets, request.GET, reader)
    context["orders"] = context["history"].orders_of(tickets, reader)
    return render(request, "workspace/customer.html", context)


@require_safe
@permitted(Permission.SEE_CUSTOMERS)
@permitted(Permission.SEE_ORDERS)
def bought(request: AgentRequest, noun: str, pk: int, sort: str) -> HttpResponse:
    """Their orders, invoices or records, the newest first."""
    kind = KINDS[noun]
    found = kind.get(request.user, pk)
    context = frame_of(kind, found, request.user, sort)
    after = request.GET.get("after", "")
    context["found"] = Bought.by(found).page(SORTS[sort], after)
    context["list"] = f"sales/_{sort}.html"
    context["of_person"] = noun == "contact"
    return render(request, "workspace/customer_bought.html", context)


@require_safe
@permitted(Permission.SEE_CUSTOMERS)
def changes(request: AgentRequest, noun: str, pk: int) -> HttpResponse:
    """Who has changed what of them, with a way back from a merge."""
    kind = KINDS[noun]
    found = kind.get(request.user, pk)
    context = frame_of(kind, found, request.user, "changes")
    context["changes"] = ChangesTold(found, request.GET.get("before", ""))
    return render(request, "workspace/customer_changes.html", context)


def _survivor(kind: Kind, pk: int) -> Customer | None:
    """Whom this record was merged into, if it was."""
    found = kind.model.objects.filter(pk=pk, merged_into__isnull=False)
    row = found.select_related("merged_into").first()
    return row.merged_into if row else None
