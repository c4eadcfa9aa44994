"""The panels of states."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.users.access import AgentRequest
from ombud.workflows.desk import desk_of, may_draw
from ombud.workflows.drafting import changed, copied, free_slug, with_state
from ombud.workflows.editor_forms import StateForm
from ombud.workflows.plan import Plan


@require_http_methods(["GET", "POST"])
@may_draw
def new_state(request: AgentRequest, slug: str) -> HttpResponse:
    """One more state, before those in which tickets end."""
    desk = desk_of(request, slug)
    form = StateForm(request.POST or None, initial={"kind": "open", "hue": 0})
    if request.method == "POST" and form.is_valid():
        columns = form.columns()
        key = free_slug(desk.plan, "states", columns["name"])

        def change(plan: Plan) -> Plan:
            return with_state(plan, slug=key, **columns)

        return desk.draw(change, desk.url("workflow-state", key))
    return desk.show("state", form=form, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@may_draw
def state(request: AgentRequest, slug: str, state: str) -> HttpResponse:
    """Its names, kind, colour, and who sees it."""
    desk = desk_of(request, slug)
    row = desk.part("states", state)
    desk.place = f"states.{state}"
    form = StateForm(request.POST or None, initial={"hue": 0, **row})
    if request.method == "POST" and form.is_valid():
        columns = form.columns()
        to = desk.url("workflow-state", state)
        return desk.draw(lambda plan: changed(plan, "states", state, **columns), to)
    status = 422 if form.errors else 200
    return desk.show("state", form=form, state=row, status=status)


@require_POST
@may_draw
def copies(request: AgentRequest, slug: str, state: str) -> HttpResponse:
    """Another state like it, which the same actions leave."""
    desk = desk_of(request, slug)
    name = _("%(name)s, copy") % {"name": desk.part("states", state)["name"]}
    key = free_slug(desk.plan, "states", name[:60])
    to = desk.url("workflow-state", key)
    return desk.draw(lambda plan: copied(plan, "states", state, name[:60]), to)
