"""Changing a plan: each function gives a new plan and leaves the old one alone."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django.utils.text import slugify

from ombud.workflows.models.action import ActionKind
from ombud.workflows.models.state import StateKind
from ombud.workflows.plan import Plan, pruned

Row = dict[str, Any]


class NotInPlan(Exception):
    """The plan has no such part: it was removed, or never there."""


def part(plan: Plan, noun: str, slug: str) -> Row:
    """A state, action or field by its key; raises NotInPlan."""
    for row in plan.get(noun, []):
        if row["slug"] == slug:
            found: Row = row
            return found
    raise NotInPlan(slug)


def free_slug(plan: Plan, noun: str, name: str) -> str:
    """A key for that name which the plan does not have yet."""
    start = slugify(name)[:50] or noun.removesuffix("s")
    taken = {row["slug"] for row in plan.get(noun, [])}
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 4))
    return next(one for one in (start, *numbered) if one not in taken)


def edited(plan: Plan, **columns: Any) -> Plan:
    """With other columns of the workflow itself."""
    return pruned({**deepcopy(plan), **columns})


def with_state(plan: Plan, **columns: Any) -> Plan:
    """With one state more, before those in which tickets end.

    What can be done in every state without leaving it can be done there too.
    """
    plan = deepcopy(plan)
    states, slug = plan["states"], columns["slug"]
    keys = {one["slug"] for one in states}
    for action in plan.get("actions", []):
        if "to" not in action and set(action.get("from", [])) == keys:
            action["from"].append(slug)
    states.insert(_before_the_end(states, columns["kind"]), pruned(columns))
    return plan


def _before_the_end(states: list[Row], kind: str) -> int:
    """The place for a state of that kind; an end goes behind the other ends."""
    ends = () if kind == StateKind.CLOSED else (StateKind.CLOSED,)
    place = len(states)
    while place > 1 and states[place - 1]["kind"] in ends:
        place -= 1
    return place


def with_action(plan: Plan, **columns: Any) -> Plan:
    """With one action more; what leads on stands before what is always there."""
    plan = deepcopy(plan)
    actions = plan.setdefault("actions", [])
    place = len(actions)
    if columns.get("to"):
        while place and _is_always_there(actions[place - 1]):
            place -= 1
    actions.insert(place, pruned(columns))
    return plan


def _is_always_there(action: Row) -> bool:
    return "to" not in action and action["kind"] != ActionKind.REPLY


def changed(plan: Plan, noun: str, key: str, /, **columns: Any) -> Plan:
    """With other columns of one part; what says nothing is left out."""
    plan = deepcopy(plan)
    row = part(plan, noun, key)
    fresh = pruned({**row, **columns})
    row.clear()
    row.update(fresh)
    return plan


def moved(plan: Plan, noun: str, slug: str, step: int) -> Plan:
    """One place up (-1) or down (1) among its like; at the end it stays."""
    return placed(plan, noun, slug, plan[noun].index(part(plan, noun, slug)) + step)


def placed(plan: Plan, noun: str, slug: str, to: int) -> Plan:
    """At that place among its like, counted from nought."""
    plan = deepcopy(plan)
    rows = plan[noun]
    rows.remove(row := part(plan, noun, slug))
    rows.insert(max(0, to), row)
    return plan


def copied(plan: Plan, noun: str, slug: str, name: str) -> Plan:
    """With a copy right behind it; actions that a state has, its copy has too.

    A copied action has no key of its own yet: two with one key cannot be pressed.
    """
    plan = deepcopy(plan)
    row = part(plan, noun, slug)
    key = free_slug(plan, noun, name)
    twin = deepcopy(row) | {"slug": key, "name": name}
    twin.pop("hotkey", None)
    plan[noun].insert(plan[noun].index(row) + 1, twin)
    for action in plan.get("actions", []) if noun == "states" else []:
        if slug in action.get("from", []):
            action["from"].append(key)
        if slug in action.get("allowed_in", {}):
            action["allowed_in"][key] = list(action["allowed_in"][slug])
    for notice in list(plan.get("notices", [])) if noun == "actions" else []:
        if notice["on"] == f"action:{slug}":
            plan["notices"].append(deepcopy(notice) | {"on": f"action:{key}"})
    return plan


def rename_state(plan: Plan, old: str, new: str) -> Plan:
    """With another key for a state, wherever it stands."""
    plan = changed(plan, "states", old, slug=new)
    for action in plan.get("actions", []):
        if old in action.get("from", []):
            action["from"] = [new if one == old else one for one in action["from"]]
        if action.get("to") == old:
            action["to"] = new
        if old in action.get("allowed_in", {}):
            action["allowed_in"][new] = action["allowed_in"].pop(old)
    return plan


def rename_action(plan: Plan, old: str, new: str) -> Plan:
    """With another key for an action, also where notices wait for it."""
    plan = changed(plan, "actions", old, slug=new)
    for notice in plan.get("notices", []):
        if notice["on"] == f"action:{old}":
            notice["on"] = f"action:{new}"
    return plan


def without_state(plan: Plan, slug: str) -> Plan:
    """Without a state; what only set it goes too, other actions lead nowhere else."""
    plan = deepcopy(plan)
    plan["states"].remove(part(plan, "states", slug))
    for action in plan.get("actions", []):
        action["from"] = [one for one in action.get("from", []) if one != slug]
        action.get("allowed_in", {}).pop(slug, None)
    for action in list(plan.get("actions", [])):
        if action.get("to") == slug:
            action.pop("to")
            if action["kind"] == ActionKind.MOVE:
                plan = without_action(plan, action["slug"])
    return _tidied(plan)


def without_action(plan: Plan, slug: str) -> Plan:
    """Without an action and its notices."""
    plan = deepcopy(plan)
    plan["actions"].remove(part(plan, "actions", slug))
    plan["notices"] = [
        one for one in plan.get("notices", []) if one["on"] != f"action:{slug}"
    ]
    return _tidied(plan)


def uses_of(plan: Plan, action: str) -> list[Row]:
    """Which fields an action asks for; of no action: those of the opening form."""
    if not action:
        found: list[Row] = plan.get("form", [])
        return found
    uses: list[Row] = part(plan, "actions", action).get("fields", [])
    return uses


def with_uses(plan: Plan, action: str, uses: list[Row]) -> Plan:
    """The same with other fields to ask for."""
    if action:
        plan = changed(plan, "actions", action, fields=uses)
    else:
        plan = edited(plan, form=uses)
    return _tidied(plan)


def use(plan: Plan, action: str, field: str, **columns: Any) -> Plan:
    """Ask for a field, or ask otherwise."""
    uses = deepcopy(uses_of(plan, action))
    row = next((one for one in uses if one["field"] == field), None)
    if row is None:
        return with_uses(plan, action, [*uses, pruned({"field": field, **columns})])
    fresh = pruned({**row, **columns})
    return with_uses(plan, action, [fresh if one is row else one for one in uses])


def move_use(plan: Plan, action: str, field: str, step: int) -> Plan:
    """Ask for a field earlier (-1) or later (1)."""
    return place_use(plan, action, field, _at(uses_of(plan, action), field) + step)


def place_use(plan: Plan, action: str, field: str, to: int) -> Plan:
    """Ask for a field at that place, counted from nought."""
    uses = deepcopy(uses_of(plan, action))
    row = uses.pop(_at(uses, field))
    uses.insert(max(0, to), row)
    return with_uses(plan, action, uses)


def without_use(plan: Plan, action: str, field: str) -> Plan:
    """Ask for a field no more; what was shown beside it is shown always."""
    uses = deepcopy(uses_of(plan, action))
    uses.pop(_at(uses, field))
    for one in uses:
        if one.get("show_if", {}).get("field") == field:
            del one["show_if"]
    return with_uses(plan, action, uses)


def _at(uses: list[Row], field: str) -> int:
    for number, one in enumerate(uses):
        if one["field"] == field:
            return number
    raise NotInPlan(field)


def with_notice(plan: Plan, number: int | None, notice: Row) -> Plan:
    """With a notice more (None), or another in place of the one of that number."""
    plan = deepcopy(plan)
    notices = plan.setdefault("notices", [])
    if number is None:
        notices.append(notice)
    else:
        notices[_number(notices, number)] = notice
    return plan


def without_notice(plan: Plan, number: int) -> Plan:
    """One notice fewer."""
    plan = deepcopy(plan)
    notices = plan.get("notices", [])
    notices.pop(_number(notices, number))
    return _tidied(plan)


def _number(notices: list[Row], number: int) -> int:
    if not 0 <= number < len(notices):
        raise NotInPlan(str(number))
    return number


def _tidied(plan: Plan) -> Plan:
    """Without what says nothing, and without fields that nothing asks for or sets."""
    actions = [pruned(one) for one in plan.get("actions", [])]
    asked = {one["field"] for one in plan.get("form", [])}
    for action in actions:
        asked |= {one["field"] for one in action.get("fields", [])}
        asked |= set(action.get("set", {}).get("fields", {}))
    fields = [one for one in plan.get("fields", []) if one["slug"] in asked]
    return pruned({**plan, "actions": actions, "fields": fields})


def _carried(plan: Plan, noun: str, key: str) -> Plan:
    """`key`: of the part, and where it was dropped: "parcel:3"."""
    slug, _colon, place = key.partition(":")
    return placed(plan, noun, slug, place_in(place))


def place_in(words: str) -> int:
    """A place as a page sends it; raises NotInPlan."""
    if not (words.isascii() and words.isdecimal() and len(words) < 5):
        raise NotInPlan(words)
    return int(words)


# What a button beside a part does: (plan, key) → plan.
Step = Callable[[Plan, str], Plan]
STEPS: dict[str, Step] = {
    "state-up": lambda plan, key: moved(plan, "states", key, -1),
    "state-down": lambda plan, key: moved(plan, "states", key, 1),
    "state-to": lambda plan, key: _carried(plan, "states", key),
    "state-remove": without_state,
    "action-up": lambda plan, key: moved(plan, "actions", key, -1),
    "action-down": lambda plan, key: moved(plan, "actions", key, 1),
    "action-to": lambda plan, key: _carried(plan, "actions", key),
    "action-remove": without_action,
}
