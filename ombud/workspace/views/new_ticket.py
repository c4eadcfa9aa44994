"""A ticket by hand: a call, a visit, a letter."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.core.htmx import form_errors, fragments, redirect
from ombud.tickets.models import Begun
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workflows.forms import FieldsWrong
from ombud.workflows.models import ActionNotAllowed
from ombud.workspace import begun
from ombud.workspace.by_hand import open_by_hand, opened_before
from ombud.workspace.caller_form import CallerForm
from ombud.workspace.opening_form import OpeningForm
from ombud.workspace.ticket_form import TicketForm

PAGE = "workspace/ticket_new.html"
CALLERS = "workspace/_callers.html"
ORDERS = "workspace/_orders.html"
OPEN = "workspace/_open_tickets.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permitted(Permission.WORK_TICKETS)
def new_ticket(request: AgentRequest) -> HttpResponse:
    """The form, filled with what the address brings; and what it makes."""
    if request.method != "POST":
        initial, kept = begun.initial_of(request, request.user)
        form = TicketForm(by=request.user, initial=initial)
        return render(request, PAGE, {"form": form, "kept": kept})
    if twin := opened_before(request.POST.get("key", ""), request.user):
        return redirect(request, twin)
    form = TicketForm(request.POST, request.FILES, by=request.user)
    if not form.is_valid():
        return form_errors(request, form, PAGE)
    try:
        ticket = open_by_hand(form)
    except (ActionNotAllowed, FieldsWrong) as no:
        form.add_error(None, str(no))
        return form_errors(request, form, PAGE)
    begun.forget(request.POST["key"])
    return redirect(request, ticket)


@require_POST
@permitted(Permission.WORK_TICKETS)
def keep(request: AgentRequest) -> HttpResponse:
    """What is typed so far; nothing of it is wrong yet."""
    begun.keep(begun.place_of(request), request.POST, by=request.user)
    return HttpResponse(status=204)


@require_POST
@permitted(Permission.WORK_TICKETS)
def fresh(request: AgentRequest) -> HttpResponse:
    """Away with what was begun: the form as it was at first."""
    if kept := Begun.objects.at(begun.place_of(request), by=request.user):
        kept.delete()
    place = request.GET.urlencode()
    return HttpResponseRedirect(f"{reverse('ticket-new')}?{place}".rstrip("?"))


@require_safe
@permitted(Permission.WORK_TICKETS)
def opening(request: AgentRequest) -> HttpResponse:
    """What another type asks for; without script the whole page is asked for."""
    form = OpeningForm(by=request.user, initial=request.GET.dict())
    parts = ["workspace/_new_type.html", "workspace/_new_foot.html"]
    return fragments(request, parts, to="ticket-new", form=form)


@require_safe
@permitted(Permission.WORK_TICKETS)
def callers(request: AgentRequest) -> HttpResponse:
    """Whom the words typed so far may mean."""
    form = CallerForm(by=request.user, initial=request.GET.dict(), is_search=True)
    return fragments(request, [CALLERS, ORDERS, OPEN], to="ticket-new", form=form)


@require_safe
@permitted(Permission.WORK_TICKETS)
def orders(request: AgentRequest) -> HttpResponse:
    """The orders of the person on the page."""
    form = CallerForm(by=request.user, initial=request.GET.dict())
    return render(request, ORDERS, {"form": form})


@require_safe
@permitted(Permission.WORK_TICKETS)
def open_tickets(request: AgentRequest) -> HttpResponse:
    """What is open already of the person on the page."""
    form = CallerForm(by=request.user, initial=request.GET.dict())
    return render(request, OPEN, {"form": form})
