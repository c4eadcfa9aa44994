"""What a batch does on one ticket: always by a verb, and as the agent who wished it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from ombud.lib import html as html_lib
from ombud.tickets.models.answering import answer_and_solve
from ombud.tickets.models.entry import Entry
from ombud.users.models import Team, User
from ombud.workflows.landing import type_in_use
from ombud.workflows.models import Action, ActionKind, ActionNotAllowed

if TYPE_CHECKING:
    from ombud.tickets.models.batch import Batch
    from ombud.tickets.models.ticket import Ticket

WRITTEN = {ActionKind.REPLY, ActionKind.NOTE}
GIVEN = {ActionKind.ASSIGN}


def take_step(ticket: "Ticket", batch: "Batch", *, by: User) -> Entry | None:
    """On a ticket that is locked; None where it was so already."""
    return STEPS[batch.kind](ticket, batch, by)


def _act(ticket: "Ticket", batch: "Batch", by: User) -> Entry | None:
    action = ticket.action(batch.action, by=by)
    return _perform(ticket, action, batch.values, by)


def _assign(ticket: "Ticket", batch: "Batch", by: User) -> Entry | None:
    action = ticket.action_of_kind(ActionKind.ASSIGN, by=by)
    return _perform(ticket, action, batch.values, by)


def _delete(ticket: "Ticket", batch: "Batch", by: User) -> Entry | None:
    action = ticket.action_of_kind(ActionKind.DELETE, by=by)
    return _perform(ticket, action, batch.values, by)


def _tags(ticket: "Ticket", batch: "Batch", by: User) -> Entry | None:
    add, remove = batch.values.get("add", ()), batch.values.get("remove", ())
    return ticket.retag(by=by, add=add, remove=remove)


def _priority(ticket: "Ticket", batch: "Batch", by: User) -> Entry | None:
    _check(ticket, by)
    return ticket.alter(by=by, priority=batch.values["priority"])


def _type(ticket: "Ticket", batch: "Batch", by: User) -> Entry | None:
    """What a ticket holds already stays; the form asked for what may be missing."""
    workflow = type_in_use(batch.values["type"], by)
    asked = batch.values.get("fields", {})
    held = {slug: ticket.fields[slug] for slug in asked if ticket.fields.get(slug)}
    return ticket.retype(workflow, by=by, fields=asked | held)


def _restore(ticket: "Ticket", _batch: "Batch", by: User) -> Entry | None:
    return ticket.restore(by=by)


def _sleep(ticket: "Ticket", batch: "Batch", by: User) -> Entry | None:
    until = datetime.fromisoformat(batch.values["until"])
    thanks = bool(batch.values.get("thanks"))
    return ticket.sleep(until, by=by, through_thanks=thanks)


def _answer(ticket: "Ticket", batch: "Batch", by: User) -> Entry | None:
    """In its own language with its own data, and solved; without words only solved."""
    return answer_and_solve(ticket, batch.values.get("texts", {}), by)


STEPS: dict[str, Callable[["Ticket", "Batch", User], Entry | None]] = {
    "action": _act,
    "assign": _assign,
    "delete": _delete,
    "restore": _restore,
    "tags": _tags,
    "priority": _priority,
    "type": _type,
    "sleep": _sleep,
    "answer": _answer,
}


def _check(ticket: "Ticket", by: User) -> None:
    if not ticket.may_alter(by):
        raise ActionNotAllowed(ticket.why_not_alter(by), never=True)


def _perform(
    ticket: "Ticket", action: Action, given: dict[str, Any], by: User
) -> Entry | None:
    values: dict[str, Any] = {"fields": _fields_of(action, given.get("fields", {}))}
    if action.kind in WRITTEN:
        text = given.get("text", "")
        values |= {"text": text, "html": html_lib.html_from(text)}
    if action.kind in GIVEN:
        values |= _owner(given.get("owner", {}))
    entry: Entry | None = ticket.perform(action, by=by, values=values)
    return entry


def _fields_of(action: Action, given: dict[str, Any]) -> dict[str, Any]:
    """Those that this workflow's action asks for: the form asked for all workflows'."""
    if not given:
        return {}
    slugs = set(action.field_uses.values_list("field__slug", flat=True))
    return {slug: value for slug, value in given.items() if slug in slugs}


def _owner(given: dict[str, Any]) -> dict[str, Any]:
    """Rows in the place of keys; whoever has left since is nobody's owner."""
    team = Team.objects.filter(slug=given.get("team", "")).first()
    agent = None
    if email := given.get("agent"):
        agent = User.objects.agents().filter(email=email).first()
        if agent is None:
            raise ActionNotAllowed(_("That agent is not here any more."))
    return {"team": team, "agent": agent, "note": given.get("note", "")}
