"""Workflows: read by every agent, written by who may draw them."""

from django.db.models import Max, Q
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from ombud.api.auth import ApiRequest, require
from ombud.api.errors import wrong
from ombud.api.plans import moves_in, plan_in, refused, shown
from ombud.api.schemas.workflows import StateOut, WorkflowOut, Workflows
from ombud.users.permissions import Permission
from ombud.workflows.checking import PlanWrong
from ombud.workflows.drafts import publish_beside
from ombud.workflows.making import RESERVED
from ombud.workflows.models import Workflow
from ombud.workflows.plan import plan_of
from ombud.workflows.publishing import publish

router = Router(tags=["Workflows"])
_DRAFT = Q(versions__published_at=None)
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "text/toml": {"schema": {"type": "string"}},
            "application/json": {"schema": {"type": "object"}},
        },
    }
}


@router.get("/workflows", response=Workflows, summary="List workflows")
def workflows(request: ApiRequest) -> Workflows:
    """Every type of ticket, with its states."""
    found = Workflow.objects.prefetch_related("states").annotate(
        version=Max("versions__number", filter=~_DRAFT)
    )
    return Workflows(items=[_listed(one, one.version) for one in found])


@router.post("/workflows", summary="Make a workflow", openapi_extra=BODY)
def make_workflow(request: ApiRequest) -> HttpResponse:
    """It is in effect, and offered for new tickets, at once."""
    require(request.auth, Permission.MANAGE_WORKFLOWS)
    plan = plan_in(request)
    slug = plan["slug"]
    if slug in RESERVED or Workflow.objects.filter(slug=slug).exists():
        raise wrong("slug", _("This key is taken. Choose another one."))
    workflow = publish(plan, by=request.auth)
    return shown(request, plan_of(workflow), status=201)


@router.get("/workflows/{slug:slug}", summary="Read a workflow")
def workflow(request: ApiRequest, slug: str) -> HttpResponse:
    """What is in effect: as TOML for who accepts text/toml, else as JSON."""
    return shown(request, plan_of(_found(slug)))


@router.put("/workflows/{slug:slug}", summary="Change a workflow", openapi_extra=BODY)
def change_workflow(request: ApiRequest, slug: str, moves: str = "") -> HttpResponse:
    """The whole of it; what somebody is drawing in the editor stays their draft."""
    require(request.auth, Permission.MANAGE_WORKFLOWS)
    found, plan = _found(slug), plan_in(request)
    if plan["slug"] != slug:
        raise wrong("slug", _("The key stays as it is in the address."))
    try:
        publish_beside(
            found,
            lambda _plan: plan,
            by=request.auth,
            redrawn=lambda draft: draft,
            moves=moves_in(moves),
        )
    except PlanWrong as faults:
        raise refused(faults) from faults
    return shown(request, plan_of(_found(slug)))


def _found(slug: str) -> Workflow:
    workflow = Workflow.objects.filter(slug=slug).first()
    if workflow is None:
        raise Http404
    return workflow


def _listed(workflow: Workflow, version: int | None) -> WorkflowOut:
    return WorkflowOut(
        slug=workflow.slug,
        name=workflow.name,
        active=workflow.is_active,
        version=version,
        states=[
            StateOut(
                slug=state.slug,
                name=state.name,
                public_name=state.public_name or state.name,
                kind=state.kind,
            )
            for state in workflow.states.all()
        ],
    )
