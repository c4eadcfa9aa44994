"""The editor: the workflow itself, and what is asked when a ticket is opened."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.users.access import AgentRequest
from ombud.workflows.census import to_erase
from ombud.workflows.desk import Desk, desk_of, may_draw
from ombud.workflows.drafting import STEPS, edited
from ombud.workflows.editor_forms import WorkflowForm
from ombud.workflows.models import Workflow
from ombud.workflows.notices import notices_of
from ombud.workflows.using import are_right, asked_otherwise, uses_shown


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
    days = desk.plan.get("erase_days")
    context = {"form": form, "notices": notices}
    context["erasures"] = erasures_of(desk.workflow, days)
    return desk.show("workflow", status=status, **context)


@require_safe
@may_draw
def erasures(request: AgentRequest, slug: str) -> HttpResponse:
    """How many tickets the days that are typed would erase tonight."""
    desk = desk_of(request, slug)
    wish = request.GET.get("erase_days", "")
    days = int(wish) if wish.isdecimal() and len(wish) < 5 else 0
    context = {"desk": desk, "erasures": erasures_of(desk.workflow, days)}
    return render(request, "workflows/_erasures.html", context)


def erasures_of(workflow: Workflow, days: int | None) -> int | None:
    """None where nothing is ever erased."""
    return to_erase(workflow, days) if days else None


@require_http_methods(["GET", "POST"])
@may_draw
def opening_form(request: AgentRequest, slug: str) -> HttpResponse:
    """Which fields are asked for when a ticket is opened, and how."""
    desk = desk_of(request, slug)
    desk.place = "form"
    new = request.GET.get("field", "")
    shown = uses_shown(desk.plan, "", sent=request.POST, new=new)
    is_right = are_right(shown["uses"])
    if request.method == "POST" and is_right:
        uses, to = shown["uses"], desk.url("workflow-form")
        return desk.draw(lambda plan: asked_otherwise(plan, "", uses), to)
    return desk.show("form", status=200 if is_right else 422, **shown)


@require_POST
@may_draw
def steps(request: AgentRequest, slug: str) -> HttpResponse:
    """Move or remove a part, as the button says; buttons of others are unknown."""
    desk = desk_of(request, slug)
    name, _colon, key = request.POST.get("step", "").partition(":")
    step = STEPS.get(name)
    if step is None:
        raise Http404
    return desk.draw(lambda plan: step(plan, key), _after(desk, name, key))


def _after(desk: Desk, name: str, key: str) -> str:
    """Where one goes on: at the part, or in the list from which it was moved."""
    if desk.request.POST.get("from") == "order":
        return desk.url("workflow-order")
    if name.endswith("-remove"):
        return desk.url("workflow")
    return desk.url(f"workflow-{name.partition('-')[0]}", key.partition(":")[0])


@require_safe
@may_draw
def order(request: AgentRequest, slug: str) -> HttpResponse:
    """In which order states and actions stand."""
    return desk_of(request, slug).show("order")
