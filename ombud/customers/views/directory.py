"""The directory's list, and the form of one of its records."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core import htmx
from ombud.customers.forms import language_choices
from ombud.customers.kinds import KINDS, Kind
from ombud.customers.listing import Listing
from ombud.customers.models import Contact, Organisation
from ombud.lib.mail_domains import company_domains
from ombud.users.access import AgentRequest, permitted
from ombud.users.people import workers
from ombud.users.permissions import Permission

PAGE = "customers/form.html"


@require_safe
@permitted(Permission.SEE_CUSTOMERS)
def listing(request: AgentRequest, noun: str) -> HttpResponse:
    """People or companies, as the address narrows them."""
    kind = KINDS[noun]
    context = {
        "kind": kind,
        "kinds": list(KINDS.values()),
        "listing": Listing.asked(kind, request.user, request.GET),
        "people": workers(),
        "languages": language_choices()[1:],
    }
    return render(request, "customers/directory.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.EDIT_CUSTOMERS)
def new(request: AgentRequest, noun: str) -> HttpResponse:
    """Add somebody; the address may know something of them already."""
    kind = KINDS[noun]
    return _edit(request, kind, kind.model(), initial=_known(request))


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.EDIT_CUSTOMERS)
def edit(request: AgentRequest, noun: str, pk: int) -> HttpResponse:
    """Everything that is known of them, to change."""
    kind = KINDS[noun]
    return _edit(request, kind, kind.get(request.user, pk))


@require_safe
@permitted(Permission.SEE_CUSTOMERS)
def suggestions(request: AgentRequest) -> HttpResponse:
    """Companies whose names begin like that, for the form's field."""
    words = request.GET.get("company", "").strip()[:100]
    kind = KINDS["organisation"]
    found = kind.search(Organisation.objects.visible_to(request.user), words)
    names = found.values_list("name", flat=True)[:8] if words else []
    context = {"names": names}
    return render(request, "customers/_suggestions.html", context)


def _known(request: AgentRequest) -> dict[str, str]:
    """`?name=…&emails=…`: a link may bring what it knows; the domain tells the rest."""
    names = ("name", "emails", "phones", "company", "role")
    known = {name: request.GET[name][:300] for name in names if name in request.GET}
    if "company" not in known and company_domains(known.get("emails", "")):
        company = Organisation.objects.of_address(known["emails"])
        known |= {"company": company.name} if company else {}
    return known


def _edit(
    request: AgentRequest, kind: Kind, customer: Contact | Organisation, **options: Any
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    title = customer.name
    form = kind.form(customer, data, by=request.user, **options)
    context = {"kind": kind, "customer": customer, "title": title}
    if data is None:
        return render(request, PAGE, {"form": form, **context})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE, **context)
    saved = form.save()
    response = htmx.redirect(request, saved.get_absolute_url())
    said = str(kind.saved) % {"name": saved.name}
    return htmx.toast(request, response, said, tone="ok")
