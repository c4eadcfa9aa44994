"""A ticket's links: offered, made, confirmed, refused."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.core.htmx import is_htmx, toast
from ombud.sales.beside import Beside
from ombud.sales.chips import chip_of, chips_of, emails_of
from ombud.sales.choosing import choices, chosen_thing
from ombud.sales.models import Link, Thing
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket
from ombud.tickets.views.answers import changed, refused
from ombud.users.access import permitted
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed

BESIDE = "sales/_beside.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.SEE_ORDERS)
def links(request: AgentRequest, number: int) -> HttpResponse:
    """The dialog; or link the ticket with what was chosen in it."""
    ticket = get_ticket(request, number)
    if request.method == "POST":
        return _link(request, ticket, request.POST.get("to", ""))
    words = request.GET.get("q", "")
    context = {
        "ticket": ticket,
        "words": words,
        "choices": choices(ticket, words, request.user),
        "chips": chips_of(ticket, request.user),
    }
    return render(request, "sales/links.html", context)


@require_safe
@permitted(Permission.SEE_ORDERS)
def link_choices(request: AgentRequest, number: int) -> HttpResponse:
    """What the words typed so far may mean."""
    ticket, words = get_ticket(request, number), request.GET.get("q", "")
    found = choices(ticket, words, request.user)
    context = {"ticket": ticket, "words": words, "choices": found}
    return render(request, "sales/_link_choices.html", context)


@require_POST
@permitted(Permission.SEE_ORDERS)
def confirmation(request: AgentRequest, number: int, pk: int) -> HttpResponse:
    """Yes, they belong together."""
    ticket = get_ticket(request, number)
    link = get_object_or_404(Link, pk=pk, ticket=ticket)
    try:
        link.confirm(by=request.user)
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    return answer(request, ticket)


@require_POST
@permitted(Permission.SEE_ORDERS)
def refusal(request: AgentRequest, number: int, pk: int) -> HttpResponse:
    """No, they do not, and nothing links them by itself again."""
    ticket = get_ticket(request, number)
    link = get_object_or_404(Link, pk=pk, ticket=ticket)
    try:
        link.refuse(by=request.user)
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    said = _("%(number)s is not linked.") % {"number": link.thing.number}
    undo = reverse("ticket-link-confirmation", args=[number, pk])
    return toast(request, answer(request, ticket), said, undo_url=undo)


@require_safe
def beside(request: AgentRequest, number: int) -> HttpResponse:
    """The customer's orders and invoices, as they are now."""
    found = Beside.of(get_ticket(request, number), request.user)
    return render(request, BESIDE, {"beside": found})


def _link(request: AgentRequest, ticket: Ticket, to: str) -> HttpResponse:
    if to.startswith("ticket/"):
        return _link_ticket(request, ticket, to.removeprefix("ticket/"))
    thing = chosen_thing(to)
    if thing is None:
        raise Http404
    try:
        link = Link.objects.link(ticket, thing, by=request.user)
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    return _warn(request, answer(request, ticket), ticket, link, thing)


def _link_ticket(request: AgentRequest, ticket: Ticket, number: str) -> HttpResponse:
    other = get_ticket(request, int(number) if number.isdecimal() else 0)
    if other == ticket or not ticket.may_act(request.user):
        no = ActionNotAllowed(_("These two tickets cannot be linked."))
        return refused(request, ticket, no)
    if not ticket.links.filter(other=other).exists():
        ticket.locked().link_to(other, by=request.user)
    return answer(request, ticket)


def _warn(
    request: AgentRequest,
    response: HttpResponse,
    ticket: Ticket,
    link: Link,
    thing: Thing,
) -> HttpResponse:
    """An order of another customer is linked, and said."""
    chip = chip_of(link, ticket, emails_of(ticket))
    if not chip.is_another or chip.owner is None:
        return response
    facts = {"number": thing.number, "name": chip.owner.customer}
    said = _("%(number)s is another customer's: %(name)s.") % facts
    undo = reverse("ticket-link-refusal", args=[ticket.number, link.pk])
    return toast(request, response, said, tone="bad", undo_url=undo)


def answer(request: AgentRequest, ticket: Ticket) -> HttpResponse:
    """Header, timeline and what stands beside, as they are now."""
    if not is_htmx(request):
        return changed(request, ticket)
    now = get_ticket(request, ticket.number)
    return changed(request, ticket, BESIDE, beside=Beside.of(now, request.user))
