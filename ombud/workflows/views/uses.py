"""Which fields an action, or the form that opens tickets, asks for."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from ombud.users.access import AgentRequest
from ombud.workflows.desk import Desk, desk_of, may_draw
from ombud.workflows.drafting import move_use, place_in, place_use, use, without_use
from ombud.workflows.drafts import with_field
from ombud.workflows.editor_forms import ActionForm
from ombud.workflows.models import Field
from ombud.workflows.plan import Plan
from ombud.workflows.use_forms import FieldForm
from ombud.workflows.using import uses_shown

STEPS = {
    "up": lambda plan, of, field: move_use(plan, of, field, -1),
    "down": lambda plan, of, field: move_use(plan, of, field, 1),
    "remove": without_use,
}


@require_POST
@may_draw
def uses(request: AgentRequest, slug: str, action: str = "") -> HttpResponse:
    """Ask for one more field: a known one, or a new one."""
    desk = _opened(request, slug, action)
    field = Field.objects.filter(
        noun="ticket", slug=request.POST.get("field", "")
    ).first()
    if field is None:
        raise Http404
    return desk.draw(_asking(field, action), _url(desk, action, field.slug))


@require_POST
@may_draw
def new_field(request: AgentRequest, slug: str, action: str = "") -> HttpResponse:
    """Make a field of tickets, and ask for it here."""
    desk = _opened(request, slug, action)
    form = FieldForm({**request.POST.dict(), "noun": "ticket"}, auto_id="new_%s")
    if not form.is_valid():
        return _shown(desk, action, new_form=form)
    field = form.keep()
    return desk.draw(_asking(field, action), _url(desk, action, field.slug))


@require_POST
@may_draw
def one_use(
    request: AgentRequest, slug: str, field: str, action: str = ""
) -> HttpResponse:
    """Ask for a field earlier, later, or not at all."""
    desk = _opened(request, slug, action)
    wish, _colon, place = request.POST.get("step", "").partition(":")
    if wish in STEPS:
        step = STEPS[wish]
        return desk.draw(lambda plan: step(plan, action, field), _url(desk, action))
    if wish == "to":
        return desk.draw(
            lambda plan: place_use(plan, action, field, place_in(place)),
            _url(desk, action),
        )
    raise Http404


def _asking(field: Field, action: str):  # type: ignore[no-untyped-def]
    def change(plan: Plan) -> Plan:
        return use(with_field(plan, field), action, field.slug)

    return change


def _opened(request: AgentRequest, slug: str, action: str) -> Desk:
    desk = desk_of(request, slug)
    if action:
        desk.part("actions", action)
    desk.place = f"actions.{action}" if action else "form"
    return desk


def _url(desk: Desk, action: str, field: str = "") -> str:
    """The panel; `field`: the one at which one goes on there."""
    own = ("workflow-action", action) if action else ("workflow-form",)
    url = desk.url(*own)
    return f"{url}{'&' if '?' in url else '?'}field={field}" if field else url


def _shown(desk: Desk, action: str, *, new_form: FieldForm) -> HttpResponse:
    """The same panel with what is wrong."""
    context = uses_shown(desk.plan, action) | {"new_form": new_form}
    if not action:
        return desk.show("form", status=422, **context)
    row = desk.part("actions", action)
    form = ActionForm(plan=desk.plan, initial={**row, "origins": row.get("from", [])})
    context |= {"action": row, "form": form, "tab": "fields"}
    return desk.show("action", status=422, **context)
