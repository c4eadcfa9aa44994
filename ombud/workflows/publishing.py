"""A plan becomes the workflow: rows are kept by their keys, and tickets stay."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.live import publish as tell
from ombud.users.models import Role, Team, User
from ombud.workflows.checking import Fault, PlanWrong, faults_of
from ombud.workflows.models import (
    Action,
    Field,
    FieldUse,
    Notice,
    NoticeEvent,
    Right,
    State,
    Version,
    Workflow,
)
from ombud.workflows.plan import Plan, plan_of

# How many tickets and the like stand in a state, and how they leave it; the apps
# above whose rows stand in states register both in their ready().
Inhabitants = Callable[[State], int]
Mover = Callable[[State, State, User | None], None]
_inhabitants: list[tuple[Inhabitants, Mover]] = []


def register(count: Inhabitants, move: Mover) -> None:
    """Tell what stands in states, so that no state is removed under it."""
    _inhabitants.append((count, move))


def inhabitants_of(state: State) -> int:
    """How many stand in that state."""
    return sum(count(state) for count, _move in _inhabitants)


@transaction.atomic
def publish(
    plan: Plan, *, by: User | None = None, moves: Mapping[str, str] | None = None
) -> Workflow:
    """Make the workflow as planned; raises PlanWrong.

    `moves`: {state that goes: state that its tickets go to}, for each that goes while
    something stands in it.
    """
    if faults := faults_of(plan):
        raise PlanWrong(faults)
    workflow = _workflow(plan)
    states = _states(workflow, plan["states"])
    fields = _fields(plan.get("fields", []))
    actions = _actions(workflow, plan.get("actions", []), states)
    _uses(workflow, plan, actions, fields)
    _rights(workflow, plan, states, actions)
    _notices(workflow, plan.get("notices", []), actions)
    workflow.actions.exclude(slug__in=actions).delete()
    _leave(workflow, states, moves or {}, by)
    _remember(workflow, by)
    tell("tickets", f"workflow-{workflow.pk}")
    return workflow


def _workflow(plan: Plan) -> Workflow:
    columns = {
        "name": plan["name"],
        "icon": plan.get("icon", ""),
        "is_exclusive": plan.get("exclusive", False),
        "reopen_days": plan.get("reopen_days"),
        "erase_days": plan.get("erase_days"),
    }
    return Workflow.objects.update_or_create(slug=plan["slug"], defaults=columns)[0]


def _states(workflow: Workflow, rows: list[Plan]) -> dict[str, State]:
    return {
        row["slug"]: State.objects.update_or_create(
            workflow=workflow,
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "public_name": row.get("public_name", ""),
                "kind": row["kind"],
                "hue": row.get("hue", 0),
                "stays": row.get("stays", False),
                "position": position,
            },
        )[0]
        for position, row in enumerate(rows)
    }


def _fields(rows: list[Plan]) -> dict[str, Field]:
    return {
        row["slug"]: Field.objects.update_or_create(
            noun="ticket",
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "kind": row["kind"],
                "help": row.get("help", ""),
                "options": row.get("options", []),
            },
        )[0]
        for row in rows
    }


def _actions(
    workflow: Workflow, rows: list[Plan], states: dict[str, State]
) -> dict[str, Action]:
    found = {}
    for position, row in enumerate(rows):
        columns = {
            "name": row["name"],
            "kind": row["kind"],
            "to_state": states.get(row.get("to", "")),
            "sets": row.get("set", {}),
            "icon": row.get("icon", ""),
            "hotkey": row.get("hotkey", ""),
            "position": position,
            **_assignment(row.get("assign", "")),
        }
        action, _made = Action.objects.update_or_create(
            workflow=workflow, slug=row["slug"], defaults=columns
        )
        action.from_states.set([states[slug] for slug in row.get("from", [])])
        found[row["slug"]] = action
    return found


def _assignment(wish: str) -> dict[str, Any]:
    way, _colon, whose = wish.partition(":")
    agent = User.objects.get(email=whose) if way == "agent" else None
    team = Team.objects.get(slug=whose) if whose and not agent else None
    return {"assignment": way or "keep", "assign_team": team, "assign_agent": agent}


def _uses(
    workflow: Workflow,
    plan: Plan,
    actions: dict[str, Action],
    fields: dict[str, Field],
) -> None:
    """Nothing refers to them: they are written anew."""
    workflow.field_uses.all().delete()
    places: list[tuple[Action | None, list[Plan]]] = [(None, plan.get("form", []))]
    places += [
        (actions[row["slug"]], row.get("fields", [])) for row in plan.get("actions", [])
    ]
    FieldUse.objects.bulk_create(
        FieldUse(
            workflow=workflow,
            action=action,
            field=fields[use["field"]],
            required=use.get("required", False),
            show_if_field=use.get("show_if", {}).get("field", ""),
            show_if_values=use.get("show_if", {}).get("is", []),
            position=position,
        )
        for action, uses in places
        for position, use in enumerate(uses)
    )


def _rights(
    workflow: Workflow,
    plan: Plan,
    states: dict[str, State],
    actions: dict[str, Action],
) -> None:
    cells: list[tuple[State | None, Action | None, list[str]]] = [
        (None, None, plan.get("owners", []))
    ]
    for row in plan["states"]:
        cells.append((states[row["slug"]], None, row.get("seen_by", [])))
    for row in plan.get("actions", []):
        action = actions[row["slug"]]
        cells.append((None, action, row.get("allowed", [])))
        for slug, holders in row.get("allowed_in", {}).items():
            cells.append((states[slug], action, holders))
    workflow.rights.all().delete()
    Right.objects.bulk_create(
        Right(workflow=workflow, state=state, action=action, **_holder(holder))
        for state, action, holders in cells
        for holder in dict.fromkeys(holders)
    )


def _holder(holder: str) -> dict[str, Any]:
    kind, _colon, slug = holder.partition(":")
    if kind == "team":
        return {"team": Team.objects.get(slug=slug)}
    return {"role": Role.objects.get(slug=slug)}


def _notices(workflow: Workflow, rows: list[Plan], actions: dict[str, Action]) -> None:
    workflow.notices.all().delete()
    for position, row in enumerate(rows):
        event, _colon, slug = row["on"].partition(":")
        Notice.objects.create(
            workflow=workflow,
            event=NoticeEvent(event),
            action=actions.get(slug),
            recipients=row["to"],
            texts=row["texts"],
            position=position,
        )


def _leave(
    workflow: Workflow,
    states: dict[str, State],
    moves: Mapping[str, str],
    by: User | None,
) -> None:
    """States that are planned no more go, once nothing stands in them."""
    for state in workflow.states.exclude(slug__in=states):
        target = states.get(moves.get(state.slug, ""))
        if target is None and inhabitants_of(state):
            sentence = _("Say where the tickets in “%(state)s” go.")
            wrong = Fault(f"states.{state.slug}", sentence % {"state": state.label})
            raise PlanWrong([wrong])
        for _count, move in _inhabitants if target else []:
            move(state, target, by)  # type: ignore[arg-type]  # there is one
        state.delete()


def _remember(workflow: Workflow, by: User | None) -> None:
    """What is published becomes the newest version; the draft has done its work."""
    last = workflow.versions.exclude(published_at=None).first()
    workflow.versions.filter(published_at=None).delete()
    Version.objects.create(
        workflow=workflow,
        number=last.number + 1 if last else 1,
        plan=plan_of(workflow),
        by=by,
        published_at=timezone.now(),
    )
