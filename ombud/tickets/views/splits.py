"""Messages become a ticket of their own."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ombud.core.htmx import redirect, toast
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket, Verb
from ombud.tickets.split_form import SplitForm
from ombud.workflows.models import ActionNotAllowed

PAGE = "tickets/split.html"


@require_http_methods(["GET", "HEAD", "POST"])
def splits(request: AgentRequest, number: int) -> HttpResponse:
    """Ask which and where to; or do it, and go on with the new ticket."""
    ticket = get_ticket(request, number)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    if request.method != "POST":
        chosen = request.GET.get("entry", "")
        form = SplitForm(ticket=ticket, by=request.user, chosen=chosen)
        return render(request, PAGE, {"ticket": ticket, "form": form})
    form = SplitForm(request.POST, ticket=ticket, by=request.user)
    try:
        if form.is_valid():
            new = ticket.split(by=request.user, **form.wish)
            return _split(request, ticket, new)
    except ActionNotAllowed as no:
        form.add_error(None, str(no))
    return render(request, PAGE, {"ticket": ticket, "form": form}, status=422)


def _split(request: AgentRequest, ticket: Ticket, new: Ticket) -> HttpResponse:
    entry = ticket.entries.filter(verb=Verb.SPLIT).latest("pk")
    said = _("#%(number)s is split from #%(old)s") % {
        "number": new.number,
        "old": ticket.number,
    }
    undo = reverse("entry-undo", args=[entry.pk])
    return toast(request, redirect(request, new), said, undo_url=undo)
