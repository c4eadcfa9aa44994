"""The draft comes into effect, or goes; and the versions before."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.users.access import AgentRequest
from ombud.workflows.checking import PlanWrong, advice_of, faults_of
from ombud.workflows.desk import Desk, desk_of, done, may_draw, refuse
from ombud.workflows.drafts import DraftMoved, discard, publish_draft, take_back
from ombud.workflows.moving import MovesForm


@require_http_methods(["GET", "POST"])
@may_draw
def publication(request: AgentRequest, slug: str) -> HttpResponse:
    """What would change, what is wrong and what is odd; then do it."""
    desk = desk_of(request, slug)
    form = MovesForm(request.POST or None, workflow=desk.workflow, plan=desk.plan)
    if request.method == "GET" or not form.is_valid():
        return _show(desk, form)
    seen = request.POST.get("seen", "")
    try:
        publish_draft(desk.workflow, by=request.user, seen=seen, moves=form.moves)
    except DraftMoved as moved:
        return refuse(request, moved)
    except PlanWrong:
        return _show(desk, form)
    said = _("%(name)s is published.") % {"name": desk.plan["name"]}
    return done(request, desk.url("workflow"), said)


def _show(desk: Desk, form: MovesForm) -> HttpResponse:
    faults = faults_of(desk.plan)
    return desk.show(
        "publication",
        form=form,
        faults=desk.placed(faults),
        advice=[] if faults else desk.placed(advice_of(desk.plan)),
        changes=desk.placed(desk.changes),
        status=422 if desk.request.method == "POST" else 200,
    )


@require_POST
@may_draw
def discards(request: AgentRequest, slug: str) -> HttpResponse:
    """As if nothing had been drawn, unless somebody else drew meanwhile."""
    desk = desk_of(request, slug)
    if request.POST.get("seen", "") != desk.stamp:
        return refuse(request, DraftMoved(desk.draft.by if desk.draft else None))
    discard(desk.workflow)
    return done(request, desk.url("workflow"), _("The draft is discarded."))


@require_POST
@may_draw
def undos(request: AgentRequest, slug: str) -> HttpResponse:
    """The last change of the draft was never made."""
    desk = desk_of(request, slug)
    seen = request.POST.get("seen", "")
    try:
        take_back(desk.workflow, by=request.user, seen=seen)
    except DraftMoved as moved:
        return refuse(request, moved)
    return done(request, desk.url("workflow"), _("The last change is taken back."))


@require_safe
@may_draw
def versions(request: AgentRequest, slug: str) -> HttpResponse:
    """What was published, the newest first."""
    desk = desk_of(request, slug)
    return desk.show("versions", versions=_published(desk))


@require_http_methods(["GET", "POST"])
@may_draw
def version(request: AgentRequest, slug: str, number: int) -> HttpResponse:
    """Look at an old one, or go on from it."""
    desk = desk_of(request, slug)
    found = get_object_or_404(_published(desk), number=number)
    if request.method == "POST":
        return desk.draw(lambda _plan: found.plan, desk.url("workflow"))
    desk.version = found
    return desk.show("versions", versions=_published(desk))


def _published(desk: Desk):  # type: ignore[no-untyped-def]
    found = desk.workflow.versions.exclude(published_at=None)
    return found.select_related("by").order_by("-number")
