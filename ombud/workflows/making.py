"""A workflow of one's own: from a starter, from a file, as a copy; and away with it."""

import tomllib
from copy import deepcopy

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.users.models import User
from ombud.workflows.checking import Fault, PlanWrong, faults_of
from ombud.workflows.drafts import newest_of, redraw, stamp_of
from ombud.workflows.models import Workflow
from ombud.workflows.plan import Plan, plan_of, read_toml
from ombud.workflows.publishing import inhabitants_of, publish
from ombud.workflows.starting import BLANK, SLUGS, STARTERS, starter_plan

# Addresses of their own stand under /settings/workflows/.
RESERVED = {"new", "import"}
LONGEST = 500_000


class WorkflowInUse(Exception):
    """A workflow that something still moves on; the text says what."""


def starters() -> list[Plan]:
    """Those that are shipped, in the order they are offered; an empty one last."""
    there = {path.stem for path in STARTERS.glob("*.toml")}
    return [starter_plan(slug) for slug in (*SLUGS, BLANK) if slug in there]


@transaction.atomic
def make(plan: Plan, *, by: User) -> Workflow:
    """A workflow as planned, under a name that is free; not offered until switched on.

    Raises PlanWrong.
    """
    workflow = publish(_free(plan), by=by)
    workflow.is_active = False
    workflow.save(update_fields=["is_active"])
    return workflow


def copy(workflow: Workflow, *, by: User) -> Workflow:
    """Another one like it."""
    name = _("%(name)s, copy") % {"name": workflow.name}
    return make({**plan_of(workflow), "name": name[:80]}, by=by)


def read(text: str) -> Plan:
    """The plan in the text of a file; raises PlanWrong, also where it is none."""
    if len(text) > LONGEST:
        raise PlanWrong([Fault("", _("The file is too long for a workflow."))])
    try:
        plan = read_toml(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        sentence = _("The file cannot be read: %(why)s.") % {"why": str(wrong)}
        raise PlanWrong([Fault("", sentence)]) from wrong
    if faults := faults_of(plan):
        raise PlanWrong(faults)
    return plan


def bring_in(plan: Plan, *, by: User) -> Workflow:
    """A workflow that is here already gets the plan as its draft; else it is made."""
    workflow = Workflow.objects.filter(slug=plan["slug"]).first()
    if workflow is None:
        return make(plan, by=by)
    draft = workflow.versions.filter(published_at=None).first()
    seen = stamp_of(draft or newest_of(workflow))
    redraw(workflow, lambda _plan: plan, by=by, seen=seen)
    return workflow


def remove(workflow: Workflow) -> None:
    """Away with it; raises WorkflowInUse."""
    count = sum(inhabitants_of(state) for state in workflow.states.all())
    if count:
        raise WorkflowInUse(
            ngettext(
                "%(count)s ticket moves on %(name)s. Give it another type first.",
                "%(count)s tickets move on %(name)s. Give them another type first.",
                count,
            )
            % {"count": count, "name": workflow.label}
        )
    try:
        with transaction.atomic():
            workflow.delete()
    except ProtectedError as held:
        names = ", ".join(sorted(str(one) for one in held.protected_objects))
        raise WorkflowInUse(
            _("%(name)s is used by: %(users)s. Let them use another one first.")
            % {"name": workflow.label, "users": names}
        ) from held


def _free(plan: Plan) -> Plan:
    """With a key and a name that no other workflow has."""
    plan = deepcopy(plan)
    slugs = set(Workflow.objects.values_list("slug", flat=True)) | RESERVED
    names = set(Workflow.objects.values_list("name", flat=True))
    plan["slug"] = _numbered(plan["slug"], slugs, "-")
    plan["name"] = _numbered(plan["name"], names, " ")
    return plan


def _numbered(start: str, taken: set[str], between: str) -> str:
    more = (f"{start[:56]}{between}{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (start, *more) if one not in taken)
