"""What a call gives an action, as the action's verb takes it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.api.bodies import Upload
from ombud.api.errors import wrong
from ombud.api.finding import agent_of, state_of, team_of
from ombud.api.schemas.common import In, people
from ombud.api.schemas.entries import NoteIn, ReplyIn
from ombud.api.schemas.tickets import AssignmentIn, NoValues
from ombud.tickets.models import Attachment, Entry, Ticket
from ombud.tickets.models.attachment import store_blob
from ombud.users.models import User
from ombud.workflows.models import Action, ActionKind

SCHEMAS: dict[str, type[In]] = {
    ActionKind.REPLY: ReplyIn,
    ActionKind.NOTE: NoteIn,
    ActionKind.ASSIGN: AssignmentIn,
}


def values_of(ticket: Ticket, action: Action, given: dict[str, Any]) -> dict[str, Any]:
    """The values of a call, checked, with rows in the place of keys."""
    wish = SCHEMAS.get(action.kind, NoValues).model_validate(given)
    if isinstance(wish, AssignmentIn):
        return assignment(wish)
    return words(ticket, wish) if isinstance(wish, NoteIn) else {}


def assignment(wish: AssignmentIn) -> dict[str, Any]:
    """To whom; nobody at all has to be said."""
    if not wish.model_fields_set & {"agent", "team"}:
        raise wrong("agent", _("Name an agent or a team; null takes the agent away."))
    return {
        "agent": agent_of(wish.agent, "agent"),
        "team": team_of(wish.team),
        "note": wish.note,
    }


def words(ticket: Ticket, wish: NoteIn) -> dict[str, Any]:
    """What a reply or a note says."""
    if not (wish.text.strip() or wish.html.strip()):
        raise wrong("text", _("There is nothing to send: give text or html."))
    values: dict[str, Any] = {
        "text": wish.text,
        "html": wish.html,
        "state": state_of(ticket, wish.state),
    }
    if isinstance(wish, ReplyIn):
        values |= {name: people(getattr(wish, name)) for name in ("to", "cc", "bcc")}
    return values


def action_of_kind(ticket: Ticket, kind: ActionKind, by: User) -> Action:
    """The workflow's own action for this, if the agent may perform it now."""
    return ticket.action_of_kind(kind, by=by)


@transaction.atomic
def reply(ticket: Ticket, wish: ReplyIn, uploads: Sequence[Upload], by: User) -> Entry:
    """Answer the customer, files and all."""
    action = action_of_kind(ticket, ActionKind.REPLY, by)
    values = words(ticket, wish) | {"files": [_kept(file) for file in uploads]}
    entry: Entry = ticket.perform(action, by=by, values=values)
    return entry


@transaction.atomic
def note(ticket: Ticket, wish: NoteIn, uploads: Sequence[Upload], by: User) -> Entry:
    """Tell colleagues, files and all."""
    action = action_of_kind(ticket, ActionKind.NOTE, by)
    entry: Entry = ticket.perform(action, by=by, values=words(ticket, wish))
    for file in uploads:
        _kept(file, entry)
    return entry


def _kept(file: Upload, entry: Entry | None = None) -> Attachment:
    """The uploaded file as a row, its bytes in the storage."""
    content = file.read()
    return Attachment.objects.create(
        entry=entry,
        filename=(file.name or "file")[:255],
        content_type=(file.content_type or "application/octet-stream")[:255],
        size=len(content),
        digest=store_blob(content),
    )
