"""What may be done with a ticket now, and what each action takes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _lazy

from ombud.api.field_values import show_use
from ombud.api.schemas.fields import FieldOut
from ombud.api.schemas.tickets import ActionOut
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workflows.models import Action, ActionKind, FieldUse

WRITTEN = [("text", "long_text"), ("html", "html")]
PEOPLE = [("to", "addresses"), ("cc", "addresses"), ("bcc", "addresses")]
# What each kind of action takes by itself: its keys, and of which kind they are.
OWN: dict[str, list[tuple[str, str]]] = {
    ActionKind.REPLY: [*WRITTEN, *PEOPLE, ("state", "state")],
    ActionKind.NOTE: [*WRITTEN, ("state", "state")],
    ActionKind.ASSIGN: [("agent", "agent"), ("team", "team"), ("note", "long_text")],
    ActionKind.FORWARD: [PEOPLE[0], *WRITTEN, ("with_files", "checkbox")],
}
NEEDED = {(ActionKind.FORWARD, "to")}
LABELS: dict[str, Any] = {
    "text": _lazy("Text"),
    "html": "HTML",
    "to": _lazy("To"),
    "cc": _lazy("Cc"),
    "bcc": _lazy("Bcc"),
    "state": _lazy("State"),
    "agent": _lazy("Agent"),
    "team": _lazy("Team"),
    "note": _lazy("What should they know?"),
    "with_files": _lazy("With the customer's files"),
}


def actions_of(ticket: Ticket, reader: User) -> list[ActionOut]:
    """All of them, with what they take; two queries at most."""
    actions = ticket.actions_for(reader)
    uses = _uses_of(actions)
    return [show_action(action, uses[action.pk]) for action in actions]


def show_action(action: Action, uses: Iterable[FieldUse]) -> ActionOut:
    """One action; its own values first, then its custom fields."""
    return ActionOut(
        slug=action.slug,
        name=action.label,
        kind=action.kind,
        fields=[*_own(action), *(show_use(use) for use in uses)],
    )


def _own(action: Action) -> list[FieldOut]:
    return [
        FieldOut(
            name=name,
            label=str(LABELS[name]),
            kind=kind,
            required=(action.kind, name) in NEEDED,
        )
        for name, kind in OWN.get(action.kind, [])
    ]


def _uses_of(actions: list[Action]) -> dict[int, list[FieldUse]]:
    found: dict[int, list[FieldUse]] = defaultdict(list)
    asking = [action.pk for action in actions if getattr(action, "has_fields", True)]
    if not asking:
        return found
    uses = FieldUse.objects.filter(action__in=asking)
    for use in uses.select_related("field").order_by("position"):
        found[use.action_id or 0].append(use)
    return found
