"""What is known of one customer, and one line of it as a form."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core.htmx import is_htmx, redirect
from ombud.customers.facts import facts_of
from ombud.customers.forms import Customer, CustomerForm
from ombud.customers.kinds import KINDS, Kind
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

PART = "customers/_facts.html"


@require_safe
@permitted(Permission.SEE_CUSTOMERS)
def facts(request: AgentRequest, noun: str, pk: int) -> HttpResponse:
    """As they are now."""
    kind = KINDS[noun]
    return _show(request, kind, kind.get(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.EDIT_CUSTOMERS)
def fact(request: AgentRequest, noun: str, pk: int, name: str) -> HttpResponse:
    """One line becomes a form where it stands, and a line again when it is saved."""
    kind = KINDS[noun]
    customer = kind.get(request.user, pk)
    data = request.POST if request.method == "POST" else None
    form = kind.form(customer, data, by=request.user, only=[name])
    if data is not None and form.is_valid():
        form.save()
        if is_htmx(request):
            return _show(request, kind, kind.get(request.user, pk))
        return redirect(request, customer.get_absolute_url())
    return _show(request, kind, customer, form, status=422 if data is not None else 200)


def _show(
    request: AgentRequest,
    kind: Kind,
    customer: Customer,
    form: CustomerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "brief": "?brief=on" if request.GET.get("brief") else "",
        "kind": kind,
        "customer": customer,
        "facts": facts_of(customer),
        "form": form,
        "editing": next(iter(form.fields), "") if form else "",
        "may_edit": request.user.may(Permission.EDIT_CUSTOMERS),
    }
    page = PART if is_htmx(request) else "customers/facts.html"
    return render(request, page, context, status=status)
