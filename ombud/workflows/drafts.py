"""The draft of a workflow: a version that is still being drawn, one at a time."""

from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.users.models import User
from ombud.workflows.models import DraftStep, Field, Version, Workflow
from ombud.workflows.plan import Plan, field_of, plan_of
from ombud.workflows.publishing import publish


class DraftMoved(Exception):
    """Somebody has saved since the page was opened."""

    def __init__(self, by: User | None) -> None:
        name = by.name if by else _("Somebody")
        super().__init__(
            _("%(name)s has changed this workflow since. Look at it and try again.")
            % {"name": name}
        )


def draft_of(workflow: Workflow) -> Version | None:
    """What somebody is drawing, if anybody is."""
    drafts = workflow.versions.filter(published_at=None)
    return drafts.select_related("by").first()


def newest_of(workflow: Workflow) -> Version | None:
    """What was published last; none where a workflow was made without a plan."""
    found = workflow.versions.exclude(published_at=None)
    return found.select_related("by").first()


def stamp_of(version: Version | None) -> str:
    """What a page has seen: it tells whether somebody has saved since."""
    if version is None:
        return ""
    return f"{version.number}.{version.saved_at.timestamp():.6f}"


@transaction.atomic
def redraw(
    workflow: Workflow, change: Callable[[Plan], Plan], *, by: User, seen: str
) -> None:
    """Change the draft, which begins as what is published; raises DraftMoved."""
    Workflow.objects.select_for_update().get(pk=workflow.pk)
    draft, newest = draft_of(workflow), newest_of(workflow)
    stands = draft or newest
    if seen != stamp_of(stands):
        raise DraftMoved(stands.by if stands else None)
    before = draft.plan if draft else plan_of(workflow)
    after = change(before)
    if after != before:
        number = newest.number + 1 if newest else 1
        kept = _keep(workflow, after, by=by, number=number)
        DraftStep.keep(kept, draft.plan if draft else None)


def _keep(workflow: Workflow, plan: Plan, *, by: User, number: int) -> Version:
    columns = {"number": number, "plan": plan, "by": by, "saved_at": timezone.now()}
    return workflow.versions.update_or_create(published_at=None, defaults=columns)[0]


@transaction.atomic
def take_back(workflow: Workflow, *, by: User, seen: str) -> None:
    """The last change of the draft was never made; raises DraftMoved."""
    Workflow.objects.select_for_update().get(pk=workflow.pk)
    draft = draft_of(workflow)
    last = draft.steps.last() if draft else None
    if draft is None or last is None or seen != stamp_of(draft):
        raise DraftMoved(draft.by if draft else None)
    if last.before is None:
        discard(workflow)
        return
    _keep(workflow, last.before, by=by, number=draft.number)
    last.delete()


def discard(workflow: Workflow) -> None:
    """As if nobody had drawn anything."""
    workflow.versions.filter(published_at=None).delete()


@transaction.atomic
def publish_draft(
    workflow: Workflow, *, by: User, seen: str, moves: Mapping[str, str]
) -> None:
    """Let the draft come into effect; raises PlanWrong and DraftMoved."""
    Workflow.objects.select_for_update().get(pk=workflow.pk)
    draft = draft_of(workflow)
    if draft is None or seen != stamp_of(draft):
        raise DraftMoved(draft.by if draft else None)
    publish(with_fields_of_now(draft.plan, newest_of(workflow)), by=by, moves=moves)


@transaction.atomic
def publish_beside(
    workflow: Workflow,
    change: Callable[[Plan], Plan],
    *,
    by: User,
    redrawn: Callable[[Plan], Plan] | None = None,
    moves: Mapping[str, str] | None = None,
) -> None:
    """Change what is in effect, and the draft with it, which goes on being drawn.

    `redrawn`: what becomes of the draft, where that is another change.
    """
    Workflow.objects.select_for_update().get(pk=workflow.pk)
    draft = draft_of(workflow)
    past = DraftStep.plans_of(draft) if draft else []
    publish(change(plan_of(workflow)), by=by, moves=moves)
    newest = newest_of(workflow)
    if draft and newest:
        again = redrawn or change
        kept = _keep(
            workflow, again(draft.plan), by=draft.by or by, number=newest.number + 1
        )
        DraftStep.keep_all(kept, [plan and again(plan) for plan in past])


def with_fields_of_now(plan: Plan, base: Version | None) -> Plan:
    """Fields that this draft left alone are as the settings say by now."""
    there = {one.slug: one for one in Field.objects.filter(noun="ticket")}
    old = {row["slug"]: row for row in (base.plan if base else {}).get("fields", [])}
    fields = [
        field_of(there[row["slug"]])
        if row["slug"] in there and row == old.get(row["slug"])
        else row
        for row in plan.get("fields", [])
    ]
    return {**plan, "fields": fields} if fields else plan


def with_field(plan: Plan, field: Field) -> Plan:
    """The plan knows a field that is to be asked for."""
    if any(row["slug"] == field.slug for row in plan.get("fields", [])):
        return plan
    return {**plan, "fields": [*plan.get("fields", []), field_of(field)]}
