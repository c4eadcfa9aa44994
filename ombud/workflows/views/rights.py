"""Who sees, performs and owns: one table a workflow."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ombud.users.access import AgentRequest
from ombud.workflows.checking import PlanWrong
from ombud.workflows.desk import done, may_draw
from ombud.workflows.drafts import draft_of, publish_beside
from ombud.workflows.holders import holders
from ombud.workflows.matrix import table, ticked
from ombud.workflows.models import Workflow
from ombud.workflows.plan import Plan, plan_of


@require_safe
@may_draw
def all_rights(request: AgentRequest) -> HttpResponse:
    """The table of the first workflow."""
    first = Workflow.objects.first()
    if first is None:
        return render(request, "workflows/rights.html", {"workflows": []})
    return redirect("rights", first.slug)


@require_http_methods(["GET", "POST"])
@may_draw
def rights(request: AgentRequest, slug: str) -> HttpResponse:
    """One workflow's table; saving it takes effect at once."""
    workflow = get_object_or_404(Workflow, slug=slug)
    columns = holders()
    if request.method == "GET":
        return _show(request, workflow, plan_of(workflow))
    known = {one.key for one in columns}
    given = {
        place: [one for one in request.POST.getlist(place) if one in known]
        for place in request.POST
    }
    try:
        publish_beside(workflow, lambda plan: ticked(plan, given), by=request.user)
    except PlanWrong as wrong:
        plan = ticked(plan_of(workflow), given)
        return _show(request, workflow, plan, faults=wrong.faults)
    said = _("The rights of %(name)s are saved.") % {"name": workflow.label}
    return done(request, request.path, said)


def _show(
    request: AgentRequest, workflow: Workflow, plan: Plan, **context: object
) -> HttpResponse:
    columns = holders()
    context |= {
        "workflow": workflow,
        "draft": draft_of(workflow),
        "workflows": Workflow.objects.all(),
        "teams": [one for one in columns if one.is_team],
        "roles": [one for one in columns if not one.is_team],
        "sections": table(plan, columns),
    }
    status = 422 if context.get("faults") else 200
    return render(request, "workflows/rights.html", context, status=status)
