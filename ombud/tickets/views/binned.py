"""The bin: look, bring back, or let go for good."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import fragments, is_htmx, redirect, refuse, toast
from ombud.tickets.binned import Loss, bin_page, chosen, with_deleter
from ombud.tickets.models import Batch, Entry, Ticket
from ombud.tickets.paging import Key
from ombud.tickets.shown_batches import shown_batches
from ombud.tickets.timeline import timeline_of
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed

LIST = "tickets/_bin.html"


@require_safe
def deleted(request: AgentRequest) -> HttpResponse:
    """What lies there, the newest first."""
    template = LIST if is_htmx(request) else "tickets/bin.html"
    return render(request, template, _listed(request))


@require_safe
def deleted_ticket(request: AgentRequest, number: int) -> HttpResponse:
    """One of them, to read and no more."""
    known = with_deleter(Ticket.objects.for_page()).in_bin_of(request.user)
    ticket = get_object_or_404(known, number=number)
    before = Key.parse(request.GET.get("before", ""))
    shown = timeline_of(ticket, request.user, before=before)
    context = {
        "ticket": ticket,
        # Its own way to what is older: the timeline's leads to an open ticket.
        "shown": replace(shown, earlier=None),
        "earlier": shown.earlier,
        "may_purge": ticket.may_purge(request.user),
    }
    return render(request, "tickets/bin_ticket.html", context)


@require_POST
def restorations(request: AgentRequest) -> HttpResponse:
    """One at once, or many by a batch that can itself be taken back."""
    tickets = _chosen(request)
    if not tickets:
        return _nothing(request)
    if len(tickets) > 1:
        return _restore_all(request, tickets)
    try:
        entry = tickets[0].restore(by=request.user)
    except ActionNotAllowed as no:
        return refuse(request, no)
    return _restored(request, tickets[0], entry)


@require_POST
@permitted(Permission.PURGE_TICKETS)
def questions(request: AgentRequest) -> HttpResponse:
    """What would go for good; changes nothing."""
    tickets = _chosen(request)
    if not tickets:
        return _nothing(request)
    return render(request, "tickets/purge.html", {"loss": Loss.of(tickets)})


@require_POST
@permitted(Permission.PURGE_TICKETS)
def purges(request: AgentRequest) -> HttpResponse:
    """For good; what cannot go yet says why."""
    gone, kept = 0, []
    for ticket in _chosen(request):
        try:
            ticket.purge(by=request.user)
            gone += 1
        except ActionNotAllowed as no:
            kept.append(f"#{ticket.number}: {no}")
    response = redirect(request, "bin")
    if kept:
        return toast(request, response, " ".join(kept[:3]), tone="bad")
    said = ngettext(
        "%(count)s ticket is gone for good.",
        "%(count)s tickets are gone for good.",
        gone,
    )
    return toast(request, response, said % {"count": gone}, tone="ok")


def _listed(request: AgentRequest) -> dict[str, Any]:
    after = Key.parse(request.GET.get("after", ""))
    return {
        "bin": bin_page(request.user, after),
        "after": after,
        "key": uuid4(),
        "may_purge": request.user.may(Permission.PURGE_TICKETS),
    }


def _chosen(request: AgentRequest) -> list[Ticket]:
    """The row whose button was pressed, else those that are ticked."""
    one = request.POST.get("number")
    return chosen(request.user, [one] if one else request.POST.getlist("numbers"))


def _nothing(request: AgentRequest) -> HttpResponse:
    said = _("Choose a ticket first. What was restored in the meantime is not here.")
    return refuse(request, said, status=422)


def _restored(
    request: AgentRequest, ticket: Ticket, entry: Entry | None
) -> HttpResponse:
    """On the list it leaves; from its own page one goes on with it."""
    goes_on = "open" in request.POST
    response = (
        redirect(request, ticket)
        if goes_on
        else fragments(request, [LIST], to=reverse("bin"), **_listed(request))
    )
    undo = reverse("entry-undo", args=[entry.pk]) if entry else ""
    said = _("#%(number)s: restored") % {"number": ticket.number}
    link = "" if goes_on else ticket.get_absolute_url()
    return toast(request, response, said, undo_url=undo, link=link)


def _restore_all(request: AgentRequest, tickets: list[Ticket]) -> HttpResponse:
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        raise Http404 from None
    Batch.objects.begin(
        by=request.user,
        kind="restore",
        numbers=[ticket.number for ticket in tickets],
        key=key,
        label=_("Restore"),
    )
    return fragments(
        request,
        [LIST, "tickets/_batches.html"],
        to=reverse("bin"),
        batches=shown_batches(request.user),
        **_listed(request),
    )
