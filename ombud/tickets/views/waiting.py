"""A reply that leaves later: at another time, or now after all."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ombud.core.htmx import refuse, toast
from ombud.core.local_time import full
from ombud.tickets.finding import AgentRequest, get_entry_to_undo
from ombud.tickets.timing import NotThen, moment_of
from ombud.tickets.views.answers import changed, refused
from ombud.workflows.models import ActionNotAllowed


@require_POST
def leaving(request: AgentRequest, entry_id: int) -> HttpResponse:
    """As the words say; “now” is a button."""
    entry = get_entry_to_undo(request, entry_id)
    if not hasattr(entry, "message"):
        raise Http404
    try:
        is_now = request.POST.get("now") == "on"
        until = None if is_now else moment_of(request.POST.get("words", ""))
        entry.ticket.put_off(entry, until, by=request.user)
    except NotThen as no:
        return refuse(request, no, status=422)
    except ActionNotAllowed as no:
        return refused(request, entry.ticket, no)
    said = _("It leaves now.")
    if until:
        said = _("It leaves %(time)s.") % {"time": full(until)}
    return toast(request, changed(request, entry.ticket), said)
