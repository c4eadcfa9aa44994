"""What a call changes of a ticket without an action, by the same verbs as the page."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.api.errors import wrong
from ombud.api.field_values import Given, given, named
from ombud.api.finding import category_of, type_of
from ombud.api.schemas.tickets import TicketChange
from ombud.tickets.models import Tag, Ticket
from ombud.tickets.models.base import OF_FIELD
from ombud.users.models import User
from ombud.workflows.forms import read
from ombud.workflows.known import KnownFields
from ombud.workflows.landing import asked_by, taken_by
from ombud.workflows.models import ActionNotAllowed, FieldUse, State, Workflow

PLAIN = ("subject", "priority", "tags", "language")


@transaction.atomic
def change(ticket: Ticket, wish: TicketChange, *, by: User) -> None:
    """Its type first, then the rest: what is wrong leaves everything as it was."""
    if not ticket.may_alter(by):
        raise ActionNotAllowed(ticket.why_not_alter(by), never=True)
    workflow = type_of(wish.type) or ticket.workflow
    uses = _uses(ticket, workflow)
    values = given(uses, wish.fields, "fields.")
    if workflow != ticket.workflow:
        _retype(ticket, workflow, wish, values, by)
    elif wish.state:
        raise wrong("state", _("A state is changed by an action, or with a type."))
    ticket = ticket.refreshed()
    entry = ticket.alter(by=by, **_columns(wish, by), **_fields(uses, values))
    # A file may have come with the new type's own fields.
    values.keep_files(entry or ticket.entries.latest("pk"))


def _retype(
    ticket: Ticket, workflow: Workflow, wish: TicketChange, values: Given, by: User
) -> None:
    asked = {use.field.slug for use in asked_by(workflow)}
    fields = {slug: v for slug, v in values.values.items() if slug in asked}
    try:
        with named("fields."):
            state = _landing(workflow, wish.state)
            ticket.retype(workflow, by=by, state=state, fields=fields)
    except ActionNotAllowed as no:
        if no.never:
            raise
        raise wrong("state" if wish.state else "type", str(no)) from no


def _landing(workflow: Workflow, slug: str | None) -> State | None:
    if not slug:
        return None
    state = workflow.states.filter(slug=slug).first()
    if state is None:
        raise wrong("state", _("There is no state “%(slug)s”.") % {"slug": slug})
    return state


def _columns(wish: TicketChange, by: User) -> dict[str, Any]:
    """What was said; what was not said is left alone."""
    told = wish.model_fields_set
    found = {name: getattr(wish, name) for name in PLAIN if name in told}
    found = {name: value for name, value in found.items() if value is not None}
    if "tags" in found:
        found["tags"] = Tag.objects.allowed(found["tags"], by)
    if "category" in told:
        found["category"] = category_of(wish.category)
    return found


def _fields(uses: list[FieldUse], values: Given) -> dict[str, Any]:
    said = [use for use in uses if use.field.slug in values.values]
    with named("fields."):
        found = read(said, values.values)
    return {f"{OF_FIELD}{slug}": value for slug, value in found.items()}


def _uses(ticket: Ticket, workflow: Workflow) -> list[FieldUse]:
    """What its type asks for somewhere, and what it holds; none of it is required."""
    fields = {use.field.slug: use.field for use in taken_by(workflow)}
    known = KnownFields.read().by_slug
    held = {slug: known[slug] for slug in ticket.fields if slug in known}
    return [FieldUse(field=field) for field in (fields | held).values()]
