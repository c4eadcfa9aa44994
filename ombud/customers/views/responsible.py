"""Who looks after many customers at once."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ombud.core.htmx import redirect, refuse, toast
from ombud.customers.entrusting import entrust
from ombud.customers.kinds import KINDS
from ombud.users.access import AgentRequest, permitted
from ombud.users.people import workers
from ombud.users.permissions import Permission


@require_POST
@permitted(Permission.EDIT_CUSTOMERS)
def responsible(request: AgentRequest, noun: str) -> HttpResponse:
    """Those that were ticked are this agent's from now on, or nobody's."""
    kind, email = KINDS[noun], request.POST.get("to", "")
    agent = workers().filter(email=email).first() if email else None
    ids = [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal()]
    if email and agent is None:
        return refuse(request, _("Choose an agent from the list."), status=422)
    if not ids:
        return refuse(request, _("Tick at least one line first."), status=422)
    seen = kind.model.objects.visible_to(request.user)
    count = entrust(seen.filter(pk__in=ids), agent, by=request.user)
    said = ngettext(
        "%(count)s record changed.", "%(count)s records changed.", count
    ) % {"count": count}
    response = redirect(request, kind.list_url)
    return toast(request, response, said, tone="ok")
