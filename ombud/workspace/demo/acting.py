"""Actions of the workflows in stories: what they change, and whom they tell."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import translation

from ombud.notifications.filling import filled, nested, spoken
from ombud.tickets.models import Ticket
from ombud.tickets.models.base import OF_FIELD
from ombud.users.models import User
from ombud.workflows.models import Action, Assignment, Field, FieldKind
from ombud.workflows.values import shown
from ombud.workspace.demo.story import Step, span

if TYPE_CHECKING:
    from ombud.workspace.demo.cast import Map

COMPANY = "Crema & Co."
Fields = dict[str, Field]


def effect_of(
    action: Action, step: Step, by: User, ticket: Ticket, at: datetime, fields: Fields
) -> dict[str, Any]:
    """State, owner, tags and fields as they are after the action."""
    found: dict[str, Any] = {"state": action.to_state} if action.to_state else {}
    found |= _owner(action, by)
    if tags := action.sets.get("tags"):
        found["tags"] = list(dict.fromkeys([*ticket.tags, *tags]))
    for slug, value in _given(step, at, fields):
        found[f"{OF_FIELD}{slug}"] = value
    return found


def _owner(action: Action, by: User) -> dict[str, Any]:
    match action.assignment:
        case Assignment.ME:
            return {"assignee": by}
        case Assignment.NOBODY:
            return {"assignee": None}
    return {}


def _given(step: Step, at: datetime, fields: Fields) -> Iterator[tuple[str, Any]]:
    """Each line below the step: `refund_amount: 129.00 EUR`."""
    for line in step.text.splitlines():
        slug, _colon, text = line.partition(": ")
        yield slug, _stored(fields[slug].kind, text.strip(), at)


def _stored(kind: str, text: str, at: datetime) -> Any:
    """As the form of the action would have kept it; dates count from the step."""
    match kind:
        case FieldKind.DATE:
            return (at + span(text)).date().isoformat()
        case FieldKind.MONEY:
            amount, currency = text.split()
            return {"amount": amount, "currency": currency}
        case FieldKind.CHECKBOX:
            return text == "yes"
    return text


def told(map_: "Map", action: Action, ticket: Ticket, fields: Fields) -> Iterator[str]:
    """What the customer reads after it, in their language."""
    for notice in map_.notices:
        if notice.action == action and "customer" in notice.recipients:
            with translation.override(spoken(ticket.language)):
                yield filled(notice, _values(ticket, fields), ticket.language).body


def _values(ticket: Ticket, fields: Fields) -> dict[str, dict[str, Any]]:
    flat = {
        "ticket.number": str(ticket.number),
        "ticket.subject": ticket.subject,
        "ticket.erase_days": str(ticket.workflow.erase_days or 0),
        "customer.name": ticket.requester,
        "company.name": COMPANY,
    }
    words = {
        f"fields.{slug}": shown(fields[slug], value)
        for slug, value in ticket.fields.items()
    }
    return nested(flat | words)
