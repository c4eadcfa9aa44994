"""The way back: a reply that has not left, an assignment, a state, a priority."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ombud.core.htmx import is_htmx, redirect, toast
from ombud.tickets.finding import AgentRequest, get_deed
from ombud.tickets.models import Ticket, Verb
from ombud.tickets.views.answers import COMPOSER, changed, is_on_page, refused
from ombud.workflows.models import ActionNotAllowed


@require_POST
def undo(request: AgentRequest, entry_id: int) -> HttpResponse:
    """Take it back, while nothing else has followed."""
    entry = get_deed(request, entry_id)
    ticket = entry.ticket
    try:
        ticket.undo(entry, by=request.user)
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    if entry.verb == Verb.REPLIED:
        return _write_again(request, entry.ticket)
    if is_htmx(request) and not is_on_page(request, ticket):
        response = HttpResponse(status=204)
    else:
        response = changed(request, ticket)
    return toast(request, response, _("#%(number)s: taken back") % vars(ticket))


def _write_again(request: AgentRequest, ticket: Ticket) -> HttpResponse:
    """The text stands in the composer again, on the ticket's own page."""
    if is_htmx(request) and is_on_page(request, ticket):
        return changed(request, ticket, COMPOSER, wanted="reply")
    return redirect(request, f"{ticket.get_absolute_url()}?write=reply#composer")
