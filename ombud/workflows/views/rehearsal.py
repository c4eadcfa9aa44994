"""Trying what is drawn on a pretend ticket, of which nothing is kept."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ombud.core.rehearsal import rehearsal as never_happening
from ombud.users.access import AgentRequest
from ombud.workflows.checking import PlanWrong
from ombud.workflows.desk import Desk, desk_of, may_draw
from ombud.workflows.drafts import with_fields_of_now
from ombud.workflows.rehearsal_form import CastForm
from ombud.workflows.rehearsing import (
    MOST_STEPS,
    StepsWrong,
    Wish,
    read_steps,
    rehearse,
)

STAGE = "workflows/_rehearsal.html"


@require_http_methods(["GET", "POST"])
@may_draw
def rehearsal(request: AgentRequest, slug: str) -> HttpResponse:
    """The pretend ticket in its first state, or after the steps that were sent."""
    desk = desk_of(request, slug)
    sent = request.POST if request.method == "POST" else None
    form = CastForm(sent, here=desk.here)
    if not form.is_valid():
        return desk.show("rehearsal", form=form, status=422 if sent else 200)
    try:
        wish = _wish(request, form)
        stage, is_wrong = _staged(desk, wish)
    except StepsWrong:
        why = _("These steps cannot be read, or are too many. Begin anew.")
        return desk.show("rehearsal", form=form, why=why, status=422)
    except PlanWrong as wrong:
        faults = desk.placed(wrong.faults)
        return desk.show("rehearsal", form=form, faults=faults, status=422)
    status = 422 if is_wrong else 200
    return desk.show("rehearsal", form=form, stage=stage, status=status)


def _wish(request: AgentRequest, form: CastForm) -> Wish:
    sent = request.POST
    steps = read_steps(sent.get("steps", ""))
    press, perform = sent.get("press", ""), sent.get("perform", "")
    if (press or perform or sent.get("open")) and len(steps) >= MOST_STEPS:
        raise StepsWrong
    return Wish(
        **form.wishes(),
        steps=steps,
        press=press,
        perform=perform,
        opens=bool(sent.get("open")),
        data=sent,
        files=request.FILES,
    )


def _staged(desk: Desk, wish: Wish) -> tuple[str, bool]:
    """Drawn before it is taken back; the page around it counts real tickets."""
    with never_happening():
        plan = with_fields_of_now(desk.plan, desk.newest)
        play = rehearse(plan, wish)
        unfit = (play.asked and wish.perform) or (play.opening and wish.opens)
        is_wrong = bool(play.problem or unfit)
        context = {"desk": desk, "play": play}
        return render_to_string(STAGE, context, desk.request), is_wrong
