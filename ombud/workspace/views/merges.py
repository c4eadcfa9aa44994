"""Tickets become one: find the other, look at what comes of it, do it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core.htmx import is_htmx, redirect, refuse, toast, trigger
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Entry, Ticket
from ombud.workflows.models import ActionNotAllowed
from ombud.workspace.finder import ticket_on_page
from ombud.workspace.merging import Merging, candidates

WHOM = "workspace/merge_whom.html"
PREVIEW = "workspace/merge.html"


@require_safe
def ticket_merges(request: AgentRequest, number: int) -> HttpResponse:
    """With which one? Those that are probably the same matter come first."""
    ticket = get_ticket(request, number)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    words = " ".join(request.GET.get("q", "").split())[:100]
    found = candidates(ticket, request.user, words)
    context = {"ticket": ticket, "words": words, "found": found}
    return render(request, WHOM, context)


@require_http_methods(["GET", "HEAD", "POST"])
def merges(request: AgentRequest) -> HttpResponse:
    """What would come of it, and which one stays; or do it."""
    asked = request.POST if request.method == "POST" else request.GET
    numbers = ",".join([*asked.getlist("numbers"), asked.get("other", "")])
    merging = Merging.asked(request.user, numbers, asked.get("main", ""))
    if request.method != "POST":
        return render(request, PREVIEW, {"merging": merging})
    if merging.why_not or merging.main is None:
        return refuse(request, merging.why_not)
    try:
        entry = merging.main.take_in(merging.others, by=request.user)
    except ActionNotAllowed as no:
        return refuse(request, no)
    return _merged(request, merging.main, entry, merging.old_numbers)


def _merged(
    request: AgentRequest, main: Ticket, entry: Entry, old: str
) -> HttpResponse:
    """On a list one stays there; on a ticket the whole page is a new one."""
    stays = is_htmx(request) and not ticket_on_page(request)
    response = HttpResponse(status=204) if stays else redirect(request, main)
    if stays:
        # The chosen rows are no more: the list lets go of them.
        trigger(response, "ombud:batch")
    said = _("%(numbers)s merged into #%(main)s") % {
        "numbers": old,
        "main": main.number,
    }
    undo = reverse("entry-undo", args=[entry.pk])
    link = main.get_absolute_url() if stays else ""
    return toast(request, response, said, undo_url=undo, link=link)
