"""A workflow from its TOML: the starters that we ship."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from ombud.workflows.models import Action, State, Workflow

STARTERS = Path(__file__).parent / "starters"


def starter(slug: str) -> Workflow:
    """The starter of that name, made if it is missing, else as the company has it."""
    found = Workflow.objects.filter(slug=slug).first()
    if found:
        return found
    return create(tomllib.loads((STARTERS / f"{slug}.toml").read_text("utf-8")))


@transaction.atomic
def create(plan: dict[str, Any]) -> Workflow:
    """A new workflow from a plan with `name`, `slug`, `states` and `actions`."""
    workflow = Workflow.objects.create(name=plan["name"], slug=plan["slug"])
    states = {
        row["slug"]: State.objects.create(workflow=workflow, position=position, **row)
        for position, row in enumerate(plan["states"])
    }
    for position, row in enumerate(plan["actions"]):
        _create_action(workflow, states, position, dict(row))
    return workflow


def _create_action(
    workflow: Workflow, states: dict[str, State], position: int, row: dict[str, Any]
) -> None:
    origins = [states[slug] for slug in row.pop("from")]
    target = states.get(row.pop("to", ""))
    action = Action.objects.create(
        workflow=workflow, position=position, to_state=target, **row
    )
    action.from_states.set(origins)
