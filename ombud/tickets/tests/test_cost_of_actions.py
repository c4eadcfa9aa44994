"""No button of any type that we ship asks the database more than twenty times."""

from collections.abc import Iterator
from typing import Any

import pytest

from ombud.core.models import Installation
from ombud.testing.factories import CARLA, make_channel, make_message, make_ticket
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workflows.models import Action, ActionKind, FieldKind, FieldUse
from ombud.workflows.starting import SLUGS, starter, starter_plan

MOST = 20
VALUES: dict[str, Any] = {
    FieldKind.DATE: "2026-12-24",
    FieldKind.MONEY: {"amount": "24.90", "currency": "EUR"},
    FieldKind.CHECKBOX: True,
}


def every_action() -> Iterator[tuple[str, str]]:
    """Type and action, as the files of the starters name them."""
    for slug in SLUGS:
        for action in starter_plan(slug)["actions"]:
            yield slug, action["slug"]


def value_for(use: FieldUse) -> Any:
    """Something that fits."""
    if use.field.options:
        return use.field.options[0]["slug"]
    return VALUES.get(use.field.kind, "LP-20417")


def values_for(action: Action, agnes: User) -> dict[str, Any]:
    """What a form would have asked for."""
    uses = action.field_uses.select_related("field")
    values: dict[str, Any] = {"fields": {u.field.slug: value_for(u) for u in uses}}
    match action.kind:
        case ActionKind.REPLY | ActionKind.FORWARD:
            return values | {"text": "Hello.", "to": [CARLA]}
        case ActionKind.NOTE:
            return values | {"text": "Hello."}
        case ActionKind.ASSIGN:
            return values | {"agent": agnes}
    return values


@pytest.mark.parametrize(("slug", "name"), every_action())
def test_an_action_is_cheap(slug, name, agnes, carla, django_assert_max_num_queries):
    workflow = starter(slug)
    action = workflow.actions.get(slug=name)
    ticket = make_ticket(workflow=workflow, contact=carla, channel=make_channel())
    make_message(ticket)
    Ticket.objects.update(state=action.from_states.order_by("position")[0])
    ticket = Ticket.objects.select_related("workflow", "state", "team").get()
    action, values = ticket.action(name, by=agnes), values_for(action, agnes)
    Installation.current()
    with django_assert_max_num_queries(MOST):
        ticket.perform(action, by=agnes, values=values)
