"""The panels of actions: fields, assignment, notices, who may."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.users.access import AgentRequest
from ombud.workflows.desk import Desk, desk_of, may_draw
from ombud.workflows.drafting import Row, changed, copied, free_slug, with_action
from ombud.workflows.editor_forms import ActionForm, AssignForm, RightsForm
from ombud.workflows.notices import notices_of
from ombud.workflows.plan import Plan
from ombud.workflows.setting import SetForm
from ombud.workflows.using import are_right, asked_otherwise, uses_shown


@require_http_methods(["GET", "POST"])
@may_draw
def new_action(request: AgentRequest, slug: str) -> HttpResponse:
    """One more action."""
    desk = desk_of(request, slug)
    start = {"kind": "move", "origins": request.GET.getlist("from")}
    form = ActionForm(request.POST or None, plan=desk.plan, initial=start)
    if request.method == "POST" and form.is_valid():
        columns = form.columns()
        key = free_slug(desk.plan, "actions", columns["name"])

        def change(plan: Plan) -> Plan:
            return with_action(plan, slug=key, **columns)

        return desk.draw(change, desk.url("workflow-action", key))
    return desk.show("action_new", form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may_draw
def action(request: AgentRequest, slug: str, action: str) -> HttpResponse:
    """What it is, and the fields that it asks for."""
    desk, row = _opened(request, slug, action)
    initial = {**row, "origins": row.get("from", [])}
    form = ActionForm(request.POST or None, plan=desk.plan, initial=initial)
    new = request.GET.get("field", "")
    shown = uses_shown(desk.plan, action, sent=request.POST, new=new)
    is_right = are_right(shown["uses"])
    if request.method == "POST" and form.is_valid() and is_right:
        columns = form.columns()

        def change(plan: Plan) -> Plan:
            plan = changed(plan, "actions", action, **columns)
            return asked_otherwise(plan, action, shown["uses"])

        return desk.draw(change, desk.url("workflow-action", action))
    context = {"action": row, "form": form, "tab": "fields", **shown}
    status = 200 if is_right and not form.errors else 422
    return desk.show("action", status=status, **context)


@require_http_methods(["GET", "POST"])
@may_draw
def assignment(request: AgentRequest, slug: str, action: str) -> HttpResponse:
    """Whose the ticket is afterwards, and what the action sets."""
    desk, row = _opened(request, slug, action)
    form = AssignForm(request.POST or None, initial=AssignForm.initial_of(row))
    sets = SetForm(request.POST or None, plan=desk.plan, action=row)
    if request.method == "POST" and form.is_valid() and sets.is_valid():
        columns = {"assign": form.assign, "set": form.sets | sets.columns()}
        to = desk.url("workflow-action-assignment", action)
        return desk.draw(lambda plan: changed(plan, "actions", action, **columns), to)
    status = 422 if form.errors or sets.errors else 200
    context = {"action": row, "form": form, "sets": sets, "tab": "assignment"}
    return desk.show("action", status=status, **context)


@require_safe
@may_draw
def notices(request: AgentRequest, slug: str, action: str) -> HttpResponse:
    """What is sent out after it."""
    desk, row = _opened(request, slug, action)
    found = notices_of(desk.plan, f"action:{action}")
    return desk.show("action", action=row, notices=found, tab="notices")


@require_http_methods(["GET", "POST"])
@may_draw
def rights(request: AgentRequest, slug: str, action: str) -> HttpResponse:
    """Who may perform it, anywhere or from a certain state."""
    desk, row = _opened(request, slug, action)
    initial = RightsForm.initial_of(row)
    form = RightsForm(request.POST or None, plan=desk.plan, action=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        columns = form.columns()
        to = desk.url("workflow-action-rights", action)
        return desk.draw(lambda plan: changed(plan, "actions", action, **columns), to)
    status = 422 if form.errors else 200
    return desk.show("action", action=row, form=form, tab="rights", status=status)


@require_POST
@may_draw
def copies(request: AgentRequest, slug: str, action: str) -> HttpResponse:
    """Another action like it."""
    desk, row = _opened(request, slug, action)
    name = (_("%(name)s, copy") % {"name": row["name"]})[:60]
    key = free_slug(desk.plan, "actions", name)
    to = desk.url("workflow-action", key)
    return desk.draw(lambda plan: copied(plan, "actions", action, name), to)


def _opened(request: AgentRequest, slug: str, action: str) -> tuple[Desk, Row]:
    desk = desk_of(request, slug)
    row = desk.part("actions", action)
    desk.place = f"actions.{action}"
    return desk, row
