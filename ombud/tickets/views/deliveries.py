"""A message that has not arrived is sent again, to the same address or a better one."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ombud.core.htmx import refuse, toast
from ombud.tickets.finding import AgentRequest
from ombud.tickets.models import Message, Ticket
from ombud.tickets.people import read
from ombud.tickets.views.answers import changed, refused
from ombud.workflows.models import ActionNotAllowed


@require_POST
def retry(request: AgentRequest, delivery_id: int) -> HttpResponse:
    """Once more, now."""
    message = _message(request, delivery_id)
    ticket = message.entry.ticket
    people, wrong = read(request.POST.get("to", ""))
    if wrong:
        text = _("“%(text)s” is not an e-mail address. Correct or remove it.")
        return refuse(request, text % {"text": wrong[0]}, status=422)
    try:
        ticket.send_again(message, to=people, by=request.user)
    except ActionNotAllowed as no:
        return refused(request, ticket, no)
    return toast(request, changed(request, ticket), _("It is on its way again."))


def _message(request: AgentRequest, delivery_id: int) -> Message:
    visible = Ticket.objects.visible_to(request.user)
    found = Message.objects.filter(delivery=delivery_id, entry__ticket__in=visible)
    message = found.select_related("entry__ticket__state", "delivery").first()
    if message is None:
        raise Http404
    return message
