"""A ticket is linked with another one, found by words."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.core.htmx import toast
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket
from ombud.tickets.models.link import RELATED
from ombud.tickets.views.answers import changed, refused
from ombud.workflows.models import ActionNotAllowed
from ombud.workspace.merging import candidates
from ombud.workspace.relations import CHOICES

PAGE = "workspace/relations.html"


@require_http_methods(["GET", "HEAD", "POST"])
def relations(request: AgentRequest, number: int) -> HttpResponse:
    """Find the other and say what it is to this one; or link them."""
    ticket = get_ticket(request, number)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _link(request, ticket)
    words = " ".join(request.GET.get("q", "").split())[:100]
    context = {
        "ticket": ticket,
        "words": words,
        "found": candidates(ticket, request.user, words),
        "kinds": list(CHOICES.items()),
        "kind": request.GET.get("kind", RELATED),
    }
    return render(request, PAGE, context)


@require_POST
def removal(request: AgentRequest, number: int, other: int) -> HttpResponse:
    """They have nothing to do with each other after all; twice is once."""
    ticket = get_ticket(request, number)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    visible = Ticket.objects.visible_to(request.user)
    ticket.unlink_from(get_object_or_404(visible, number=other), by=request.user)
    said = _("#%(number)s is not linked any more.") % {"number": other}
    return toast(request, changed(request, ticket), said)


def _link(request: AgentRequest, ticket: Ticket) -> HttpResponse:
    wanted, kind = request.POST.get("other", ""), request.POST.get("kind", RELATED)
    visible = Ticket.objects.visible_to(request.user).exclude(pk=ticket.pk)
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 16 else 0
    other = get_object_or_404(visible, number=number)
    try:
        ticket.link_to(
            other, by=request.user, kind=kind if kind in CHOICES else RELATED
        )
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    said = _("Linked with #%(number)s") % {"number": other.number}
    undo = reverse("ticket-relation-removal", args=[ticket.number, other.number])
    return toast(request, changed(request, ticket), said, undo_url=undo)
