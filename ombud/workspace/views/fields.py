"""What a ticket's custom fields hold, and how they are changed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ombud.core.htmx import is_htmx
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.tickets.models import Ticket
from ombud.tickets.models.base import OF_FIELD
from ombud.tickets.views.actions import with_undo
from ombud.tickets.views.answers import changed
from ombud.workflows.forms import FieldsForm
from ombud.workflows.known import KnownFields
from ombud.workflows.models import FieldKind, FieldUse
from ombud.workspace.panel import panel_of

PAGE = "workspace/fields.html"


@require_http_methods(["GET", "HEAD", "POST"])
def fields(request: AgentRequest, number: int) -> HttpResponse:
    """Ask for all of them, or keep what was filled in."""
    ticket = get_ticket(request, number)
    if not ticket.may_alter(request.user):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = FieldsForm(uses_of(ticket), data, initial=ticket.fields)
    if data is None or not form.is_valid():
        status = 200 if data is None else 422
        context = {"ticket": ticket, "form": form}
        return render(request, PAGE, context, status=status)
    values = {f"{OF_FIELD}{slug}": value for slug, value in form.values.items()}
    entry = ticket.alter(by=request.user, **values)
    also = ["workspace/_panel.html"] if is_htmx(request) else []
    now = get_ticket(request, number)
    response = changed(request, ticket, *also, panel=panel_of(now, request.user))
    return with_undo(request, response, entry)


def uses_of(ticket: Ticket) -> list[FieldUse]:
    """What its type asks for somewhere, and what it holds from another one.

    Files stay where they were attached.
    """
    known = KnownFields.read()
    mine = {field.slug for field in known.of_workflow(ticket.workflow_id)}
    return [
        FieldUse(field=field)
        for slug, field in known.by_slug.items()
        if slug in mine | set(ticket.fields) and field.kind != FieldKind.FILE
    ]
