"""A workflow as a plan: plain values that TOML, the editor and the API share."""

import re
import tomllib
from typing import Any

import tomli_w

from ombud.workflows.models import Action, Field, FieldUse, Notice, Right, Workflow

Plan = dict[str, Any]


def read_toml(text: str) -> Plan:
    """From the text of a file; raises tomllib.TOMLDecodeError."""
    return tomllib.loads(text)


def as_toml(plan: Plan) -> str:
    """The text of a file that `read_toml` gives back as the same plan."""
    text = tomli_w.dumps(in_order(plan), multiline_strings=True)
    return SHORT_LIST.sub(_on_one_line, text)


# As people write them; the database keeps no order of names.
ORDER = [
    "name",
    "slug",
    "icon",
    "public_name",
    "kind",
    "hue",
    "stays",
    "exclusive",
    "reopen_days",
    "erase_days",
    "owners",
    "from",
    "to",
    "assign",
    "hotkey",
    "required",
    "field",
    "is",
    "show_if",
    "subject",
    "body",
    "on",
    "set",
    "priority",
    "tags",
    "help",
    "options",
    "seen_by",
    "allowed",
    "allowed_in",
    "states",
    "fields",
    "form",
    "actions",
    "notices",
    "texts",
]


def in_order(plan: Any, *, inside: bool = False) -> Any:
    """The same with its names in the order in which people write them."""
    if isinstance(plan, list):
        return [in_order(one, inside=True) for one in plan]
    if not isinstance(plan, dict):
        return plan
    # Of a part the key comes first, of the workflow its name.
    order = ["slug", *ORDER] if inside else ORDER
    place = {name: number for number, name in reversed(list(enumerate(order)))}
    names = sorted(plan, key=lambda name: place.get(name, len(order)))
    return {name: in_order(plan[name], inside=True) for name in names}


# A list of plain words, which the library writes with a line for each.
SHORT_LIST = re.compile(r'= \[\n((?:    "[^"\\\n]*",\n)+)\]')


def _on_one_line(match: re.Match[str]) -> str:
    words = [word.strip().rstrip(",") for word in match[1].splitlines()]
    return f"= [{', '.join(words)}]"


def plan_of(workflow: Workflow) -> Plan:
    """How the workflow is now; seven queries."""
    rights = rights_of(workflow)
    return pruned(
        {
            "name": workflow.name,
            "slug": workflow.slug,
            "icon": workflow.icon,
            "exclusive": workflow.is_exclusive,
            "reopen_days": workflow.reopen_days,
            "erase_days": workflow.erase_days,
            "owners": rights.get(("", ""), []),
            "states": [_state(one, rights) for one in workflow.states.all()],
            "fields": _fields(workflow),
            "form": [_use(one) for one in _uses(workflow) if one.action_id is None],
            "actions": _actions(workflow, rights),
            "notices": [_notice(one) for one in _notices(workflow)],
        }
    )


def pruned(given: Plan) -> Plan:
    """Without what says nothing."""
    return {name: value for name, value in given.items() if not _is_silent(value)}


def _is_silent(value: Any) -> bool:
    """Nought says something: nobody may reopen what was closed nought days ago."""
    return value is None or value is False or value in ("", [], {})


def rights_of(workflow: Workflow) -> dict[tuple[str, str], list[str]]:
    """{(state, action): ["team:finance", …]} by slugs, "" where there is none."""
    found: dict[tuple[str, str], list[str]] = {}
    rows = Right.objects.filter(workflow=workflow).order_by("pk")
    for right in rows.select_related("state", "action", "team", "role"):
        place = (
            right.state.slug if right.state else "",
            right.action.slug if right.action else "",
        )
        holder = f"team:{right.team.slug}" if right.team else f"role:{right.role.slug}"  # type: ignore[union-attr]  # one of the two
        found.setdefault(place, []).append(holder)
    return found


def _state(state: Any, rights: dict[tuple[str, str], list[str]]) -> Plan:
    return pruned(
        {
            "slug": state.slug,
            "name": state.name,
            "public_name": state.public_name,
            "kind": state.kind,
            "hue": state.hue or None,
            "stays": state.stays,
            "seen_by": rights.get((state.slug, ""), []),
        }
    )


def _fields(workflow: Workflow) -> list[Plan]:
    """Every field that it asks for, once."""
    found = Field.objects.filter(uses__workflow=workflow).distinct()
    return [field_of(one) for one in found.order_by("position", "pk")]


def field_of(field: Field) -> Plan:
    """A custom field as a plan defines it."""
    return pruned(
        {
            "slug": field.slug,
            "name": field.name,
            "kind": field.kind,
            "help": field.help,
            "options": field.options,
        }
    )


def _uses(workflow: Workflow) -> list[FieldUse]:
    return list(workflow.field_uses.select_related("field").order_by("position"))


def _use(use: FieldUse) -> Plan:
    condition = {"field": use.show_if_field, "is": use.show_if_values}
    return pruned(
        {
            "field": use.field.slug,
            "required": use.required,
            "show_if": condition if use.show_if_field else None,
        }
    )


def _actions(
    workflow: Workflow, rights: dict[tuple[str, str], list[str]]
) -> list[Plan]:
    uses = _uses(workflow)
    found = workflow.actions.select_related("to_state", "assign_team", "assign_agent")
    return [
        _action(one, rights, [_use(use) for use in uses if use.action_id == one.pk])
        for one in found.prefetch_related("from_states")
    ]


def _action(
    action: Action, rights: dict[tuple[str, str], list[str]], uses: list[Plan]
) -> Plan:
    return pruned(
        {
            "slug": action.slug,
            "name": action.name,
            "kind": action.kind,
            "from": [state.slug for state in action.from_states.all()],
            "to": action.to_state.slug if action.to_state else "",
            "assign": _assignment(action),
            "set": action.sets,
            "icon": action.icon,
            "hotkey": action.hotkey,
            "fields": uses,
            "allowed": rights.get(("", action.slug), []),
            "allowed_in": {
                state: holders
                for (state, slug), holders in rights.items()
                if slug == action.slug and state
            },
        }
    )


def _assignment(action: Action) -> str:
    """ "least-loaded:finance", "agent:petra@shop.example"; "" where it stays."""
    if action.assignment == "keep":
        return ""
    whose = action.assign_agent.email if action.assign_agent else ""
    whose = whose or (action.assign_team.slug if action.assign_team else "")
    return f"{action.assignment}:{whose}" if whose else action.assignment


def _notices(workflow: Workflow) -> list[Notice]:
    return list(workflow.notices.select_related("action"))


def _notice(notice: Notice) -> Plan:
    event = f"action:{notice.action.slug}" if notice.action else notice.event
    return {"on": event, "to": list(notice.recipients), "texts": notice.texts}
