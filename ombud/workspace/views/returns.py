"""What happened to mine: the way back from an absence."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ombud.core.htmx import redirect, refuse, toast
from ombud.tickets.finding import AgentRequest, get_ticket
from ombud.users.models import Absence
from ombud.workflows.models import ActionNotAllowed
from ombud.workspace.returns import returned


@require_safe
def newest(request: AgentRequest) -> HttpResponse:
    """The last absence that has begun."""
    today = request.user.day_at()
    absence = request.user.absences.filter(first_day__lte=today).first()
    if absence is None:
        return HttpResponseRedirect(reverse("profile-absences"))
    return HttpResponseRedirect(reverse("absence-tickets", args=[absence.pk]))


@require_safe
def absence_tickets(request: AgentRequest, pk: int) -> HttpResponse:
    """What went to somebody else, and where it stands now."""
    absence = get_object_or_404(
        Absence.objects.select_related("user", "substitute"), pk=pk, user=request.user
    )
    rows = returned(absence, request.user)
    context = {"absence": absence, "rows": rows}
    context["any_left"] = any(row.may_take for row in rows)
    return render(request, "workspace/returns.html", context)


@require_POST
def reclaims(request: AgentRequest, pk: int) -> HttpResponse:
    """One ticket of the list, or all that are left, are the reader's again."""
    absence = get_object_or_404(Absence, pk=pk, user=request.user)
    wanted = request.POST.get("number", "")
    numbers = [
        row.ticket.number
        for row in returned(absence, request.user)
        if row.may_take and wanted in {"", str(row.ticket.number)}
    ]
    if wanted and not numbers:
        raise Http404
    try:
        for number in numbers:
            get_ticket(request, number).reclaim(by=request.user)
    except ActionNotAllowed as no:
        return refuse(request, no)
    response = redirect(request, "absence-tickets", pk)
    return toast(request, response, _("Yours again."), tone="ok")
