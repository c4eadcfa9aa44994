"""The editor: the workflow itself, and what is asked when a ticket is opened."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from ombud.users.access import AgentRequest
from ombud.workflows.desk import desk_of, may_draw
from ombud.workflows.drafting import STEPS, edited
from ombud.workflows.editor_forms import WorkflowForm
from ombud.workflows.notices import notices_of
from ombud.workflows.using import uses_shown


@require_http_methods(["GET", "POST"])
@may_draw
def workflow(request: AgentRequest, slug: str) -> HttpResponse:
    """The graph, and beside it the workflow itself."""
    desk = desk_of(request, slug)
    form = WorkflowForm(request.POST or None, initial=desk.plan)
    if request.method == "POST" and form.is_valid():
        columns = form.columns()
        return desk.draw(lambda plan: edited(plan, **columns), desk.url("workflow"))
    status = 422 if form.errors else 200
    notices = notices_of(desk.plan, "created", "completed")
    return desk.show("workflow", form=form, notices=notices, status=status)


@require_http_methods(["GET"])
@may_draw
def opening_form(request: AgentRequest, slug: str) -> HttpResponse:
    """Which fields are asked for when a ticket is opened."""
    desk = desk_of(request, slug)
    desk.place = "form"
    return desk.show("form", **uses_shown(desk.plan, ""))


@require_POST
@may_draw
def steps(request: AgentRequest, slug: str) -> HttpResponse:
    """Move or remove a part, as the button says; buttons of others are unknown."""
    desk = desk_of(request, slug)
    name, _colon, key = request.POST.get("step", "").partition(":")
    step = STEPS.get(name)
    if step is None:
        raise Http404
    noun = name.partition("-")[0]
    is_gone = name.endswith("-remove")
    to = desk.url("workflow") if is_gone else desk.url(f"workflow-{noun}", key)
    return desk.draw(lambda plan: step(plan, key), to)
