"""What was sent by forms and waits for a person; and what became of the rest."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ombud.core import htmx
from ombud.forms.models import Submission
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission

may_decide = permitted(Permission.SEE_INTAKE)
MOST = 100


@require_GET
@may_decide
def submissions(request: AgentRequest) -> HttpResponse:
    """What waits; or, with ?all, the newest of everything."""
    shows_all = "all" in request.GET
    rows = Submission.objects.select_related("form", "ticket")
    found = rows if shows_all else rows.waiting()
    context = {"submissions": found[:MOST], "shows_all": shows_all}
    return render(request, "forms/submissions.html", context)


@require_http_methods(["GET", "POST"])
@may_decide
def submission(request: AgentRequest, pk: int) -> HttpResponse:
    """All that was sent; released or set aside by its two buttons."""
    rows = Submission.objects.select_related("form", "ticket")
    one = get_object_or_404(rows.prefetch_related("files__attachment"), pk=pk)
    if request.method == "GET":
        return render(request, "forms/submission.html", {"submission": one})
    if request.POST.get("wish") == "discard":
        one.discard(by=request.user)
        said, tone = _("It is set aside."), ""
    elif one.release(by=request.user):
        said, tone = _("It is ticket #%(number)s now.") % {"number": one.number}, "ok"
    else:
        said, tone = _("It could not be filed again. The log has the cause."), "bad"
    return htmx.toast(request, htmx.redirect(request, "submissions"), said, tone=tone)
