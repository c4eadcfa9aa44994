"""What a call gives an action, as the action's verb takes it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError as SchemaError

from ombud.api.bodies import Upload
from ombud.api.errors import of_schema, some_wrong, wrong
from ombud.api.field_values import Given, given
from ombud.api.finding import agent_of, state_of, team_of
from ombud.api.schemas.common import In, people
from ombud.api.schemas.entries import NoteIn, ReplyIn
from ombud.api.schemas.tickets import AssignmentIn, ForwardIn, NoValues
from ombud.tickets.gaps import gaps_in, sentence_for
from ombud.tickets.models import Attachment, Entry, Ticket
from ombud.tickets.models.attachment import store_blob
from ombud.users.models import User
from ombud.workflows.forms import FieldsWrong, read
from ombud.workflows.models import Action, ActionKind, FieldUse

SCHEMAS: dict[str, type[In]] = {
    ActionKind.REPLY: ReplyIn,
    ActionKind.NOTE: NoteIn,
    ActionKind.ASSIGN: AssignmentIn,
    ActionKind.FORWARD: ForwardIn,
}


@transaction.atomic
def act(ticket: Ticket, action: Action, said: dict[str, Any], by: User) -> None:
    """Perform it with the values of a call; what is wrong is named by its field."""
    own, words = _parted(action, said)
    uses = list(action.field_uses.select_related("field"))
    fields, faults = _checked(ticket, uses, words)
    try:
        values = values_of(ticket, action, own)
    except SchemaError as wrong_own:
        found = {fault["field"]: fault["message"] for fault in of_schema(wrong_own)}
        raise some_wrong(found | faults) from wrong_own
    if faults:
        raise some_wrong(faults)
    entry = ticket.perform(action, by=by, values=values | {"fields": fields.values})
    fields.keep_files(entry)


def _parted(
    action: Action, said: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the kind of action takes by itself, and what its custom fields take."""
    names = SCHEMAS.get(action.kind, NoValues).model_fields
    own = {name: value for name, value in said.items() if name in names}
    words = {name: value for name, value in said.items() if name not in names}
    inside = words.pop("fields", {})
    if not isinstance(inside, dict):
        raise wrong("fields", _("This has to be an object."))
    return own, words | inside


def _checked(
    ticket: Ticket, uses: list[FieldUse], words: dict[str, Any]
) -> tuple[Given, dict[str, str]]:
    """The custom fields, and what is wrong with them; the verb looks once more."""
    fields = given(uses, words)
    try:
        read(uses, fields.values, known=ticket.fields)
    except FieldsWrong as faults:
        return fields, faults.errors
    return fields, {}


def values_of(ticket: Ticket, action: Action, said: dict[str, Any]) -> dict[str, Any]:
    """What the kind of action takes by itself, checked, with rows in place of keys."""
    wish = SCHEMAS.get(action.kind, NoValues).model_validate(said)
    if isinstance(wish, AssignmentIn):
        return assignment(wish)
    if isinstance(wish, ForwardIn):
        return wish.model_dump() | {"to": people(wish.to)}
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
        if gaps := gaps_in(wish.html, wish.text):
            raise wrong("html" if wish.html else "text", sentence_for(gaps))
        values |= {name: people(getattr(wish, name)) for name in ("to", "cc", "bcc")}
        values["despite"] = wish.despite.strip() or None
        values["later"] = aware(wish.send_at, "send_at") if wish.send_at else None
    return values


def aware(moment: datetime, field: str) -> datetime:
    """RFC 3339 names the zone; without one nobody knows when it is."""
    if moment.tzinfo is None:
        raise wrong(field, _("Name the time zone too: 2026-12-24T08:00:00Z."))
    return moment


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
