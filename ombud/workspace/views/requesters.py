"""From the panel of a ticket: add who wrote, or say who they are."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.core.htmx import is_htmx, refuse, toast
from ombud.customers.forms import ContactForm
from ombud.customers.models import Contact
from ombud.customers.searching import find_contacts
from ombud.tickets.finding import get_ticket
from ombud.tickets.models import Entry, Ticket
from ombud.tickets.views.actions import with_undo
from ombud.tickets.views.answers import changed
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed
from ombud.workspace.panel import panel_of
from ombud.workspace.requesters import known_of_requester, link

ASKED = ("name", "emails", "phones", "company", "role", "language")
MOST = 8


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.EDIT_CUSTOMERS)
def requester(request: AgentRequest, number: int) -> HttpResponse:
    """The form, filled in as far as the letter tells; then they are a contact."""
    ticket = _mine(request, number)
    data = request.POST if request.method == "POST" else None
    known = known_of_requester(ticket) if data is None else {}
    form = ContactForm(Contact(), data, by=request.user, only=ASKED, initial=known)
    if data is None or not form.is_valid():
        context = {"ticket": ticket, "form": form}
        status = 200 if data is None else 422
        return render(request, "workspace/requester.html", context, status=status)
    with transaction.atomic():
        entry = ticket.identify(form.save(), by=request.user)
    return _answer(request, ticket, entry)


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.EDIT_CUSTOMERS)
def customer(request: AgentRequest, number: int) -> HttpResponse:
    """Find somebody known; then the ticket is theirs, or nobody's again."""
    ticket = _mine(request, number)
    people = Contact.objects.visible_to(request.user)
    if request.method != "POST":
        words = " ".join(request.GET.get("q", ticket.requester_name).split())[:100]
        found = find_contacts(people if words else people.none(), words).for_rows()
        context = {"ticket": ticket, "words": words, "found": found[:MOST]}
        return render(request, "workspace/ticket_customer.html", context)
    wanted = request.POST.get("contact", "")
    contact = people.filter(pk=wanted).first() if wanted.isdecimal() else None
    if wanted and contact is None:
        return refuse(request, _("This person is not in the directory."), status=422)
    if contact:
        entry = link(ticket, contact, by=request.user)
    else:
        entry = ticket.identify(None, by=request.user)
    return _answer(request, ticket, entry)


@require_POST
@permitted(Permission.EDIT_CUSTOMERS)
def not_stored(request: AgentRequest, number: int) -> HttpResponse:
    """They did not agree to be kept, or they do now."""
    ticket = _mine(request, number)
    try:
        entry = ticket.keep_out(by=request.user, on=request.POST.get("on") == "on")
    except ActionNotAllowed as error:
        return refuse(request, error)
    return _answer(request, ticket, entry)


def _mine(request: AgentRequest, number: int) -> Ticket:
    ticket = get_ticket(request, number)
    if not ticket.may_act(request.user):
        raise PermissionDenied
    return ticket


def _answer(request: AgentRequest, ticket: Ticket, entry: Entry | None) -> HttpResponse:
    """The panel as it is now, and a way back."""
    also = ["workspace/_panel.html"] if is_htmx(request) else []
    now = get_ticket(request, ticket.number)
    response = changed(request, now, *also, panel=panel_of(now, request.user))
    if entry is None:
        return toast(request, response, _("Nothing has changed."))
    return with_undo(request, response, entry)
