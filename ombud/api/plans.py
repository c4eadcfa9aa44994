"""Plans of workflows in calls: TOML as the editor exports it, or the same as JSON."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from ombud.api.errors import Problem
from ombud.workflows.checking import Fault, PlanWrong, faults_of
from ombud.workflows.making import LONGEST, read
from ombud.workflows.plan import Plan, as_toml, in_order

TOML = "text/toml"


def plan_in(request: HttpRequest) -> Plan:
    """The plan that was sent; 422 names each of its faults."""
    try:
        return _read(request)
    except PlanWrong as wrong:
        raise refused(wrong) from wrong


def refused(wrong: PlanWrong) -> Problem:
    """Why a plan cannot come into effect, fault by fault."""
    problem = Problem(422, _("This workflow cannot be published."))
    problem.faults = [
        {"field": fault.place, "message": fault.sentence} for fault in wrong.faults
    ]
    return problem


def shown(request: HttpRequest, plan: Plan, status: int = 200) -> HttpResponse:
    """As the caller wishes to read it."""
    if "toml" in request.headers.get("Accept", ""):
        kind = f"{TOML}; charset=utf-8"
        return HttpResponse(as_toml(plan), content_type=kind, status=status)
    return JsonResponse(in_order(plan), status=status)


def moves_in(wish: str) -> dict[str, str]:
    """From "parcel:open,refund:open": where tickets of states that go are moved."""
    pairs = [pair.split(":") for pair in wish.split(",") if pair]
    if any(len(pair) != 2 for pair in pairs):
        raise Problem(
            422,
            _("Some fields cannot be used."),
            moves=_("Write it as state:state, with commas between them."),
        )
    return dict(pairs)


def _read(request: HttpRequest) -> Plan:
    if len(request.body) > LONGEST:
        raise Problem(413, _("This is too much for one call."))
    text = request.body.decode("utf-8", "replace")
    if "toml" in (request.content_type or ""):
        return read(text)
    plan = _json(text)
    if not isinstance(plan, dict):
        raise PlanWrong([Fault("", _("A workflow is an object."))])
    if faults := faults_of(plan):
        raise PlanWrong(faults)
    return plan


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Problem(400, _("The body is not JSON that can be read.")) from None
