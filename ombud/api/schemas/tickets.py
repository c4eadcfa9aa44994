"""Tickets."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from ombud.api.paging import MOST
from ombud.api.schemas.common import Email, In, Mailbox, Out, Words
from ombud.api.schemas.entries import EntryOut
from ombud.api.schemas.fields import FieldOut
from ombud.api.schemas.people import RequesterIn, RequesterOut, TeamRef, UserRef
from ombud.channels.models import Kind
from ombud.tickets.models import Priority
from ombud.workflows.models import StateKind


class TicketIn(In):
    """A new ticket: what the requester says, and where it goes."""

    subject: str = Field(min_length=1, max_length=1000)
    text: Words = ""
    html: Words = ""
    requester: RequesterIn
    channel: Kind = Kind.API
    type: str | None = Field(
        None,
        max_length=80,
        description="The slug of a workflow; without it the channel's.",
    )
    team: str | None = None
    assignee: Email | None = None
    category: str | None = Field(None, max_length=80)
    priority: Priority = Priority.NORMAL
    language: str = Field("", max_length=10)
    tags: list[str] = Field([], max_length=50)
    fields: dict[str, Any] = Field(
        {},
        description="By their slugs, as `GET /workflows/{slug}` names them: text, "
        "numbers, 2026-12-24, true, {amount, currency}, an agent's address, a team's "
        "slug, or {filename, content} with base64. What the type requires is needed.",
    )
    order: str | None = Field(None, max_length=64, description="An order's number.")
    send_auto_reply: bool = False


class TicketChange(In):
    """What is to be different; what is left out stays as it is."""

    subject: str | None = Field(None, min_length=1, max_length=1000)
    type: str | None = Field(None, max_length=80, description="The slug of a workflow.")
    state: str | None = Field(
        None, max_length=60, description="Where a change of type lands; only with type."
    )
    category: str | None = Field(None, max_length=80, description="null: none.")
    priority: Priority | None = None
    tags: list[str] | None = Field(None, max_length=50)
    language: str | None = Field(None, max_length=10)
    fields: dict[str, Any] = Field({}, description="null takes a value away.")


class SleepIn(In):
    """Until when a ticket sleeps, and whether mere thanks leave it asleep."""

    until: datetime
    through_thanks: bool = False


class StateOut(Out):
    """Where the ticket stands."""

    slug: str
    name: str
    kind: str


class OrganisationRef(Out):
    """The company that the contact belongs to."""

    id: int
    name: str


class ActionOut(Out):
    """What this token's agent may do with the ticket now."""

    slug: str
    name: str
    kind: str
    fields: list[FieldOut]


class LinkOut(Out):
    """Another thing that has to do with this ticket."""

    kind: str
    # Of a ticket a number, of everything else text.
    number: int | str
    subject: str
    # What another ticket is to this one: related, parent, child, duplicate …
    relation: str | None = None
    state: str | None = None
    reason: str | None = None
    sureness: int | None = None


class TicketRow(Out):
    """A ticket in a list."""

    number: int
    subject: str
    state: StateOut
    type: str | None = None
    priority: str
    category: str | None = None
    team: TeamRef
    assignee: UserRef | None
    requester: RequesterOut
    organisation: OrganisationRef | None
    channel: str
    language: str | None
    tags: list[str]
    fields: dict[str, Any]
    due_at: datetime | None
    created_at: datetime
    updated_at: datetime
    asleep_until: datetime | None = None
    deleted_at: datetime | None = None
    merged_into: int | None = None
    url: str


class OwnerStepOut(Out):
    """One place where an owner was looked for, and what came of it."""

    step: str
    of: str
    name: str
    outcome: str
    why: str
    words: str


class TicketOut(TicketRow):
    """A whole ticket."""

    owner_chain: list[OwnerStepOut]

    actions: list[ActionOut]
    links: list[LinkOut]
    entries: list[EntryOut]


class TicketPage(Out):
    """A page of a list; `next` goes into `after` of the next call."""

    items: list[TicketRow]
    next: str | None


class PageFilter(Schema):
    """Which part of a list."""

    after: str = Field("", description="What “next” of the page before said.")
    limit: int = Field(50, ge=1, le=MOST)


class TicketFilter(Schema):
    """Which tickets; everything given must hold."""

    state: str = ""
    kind: StateKind | None = None
    team: str = ""
    assignee: str = Field("", description="An e-mail address, me, or none.")
    requester: str = Field("", description="An e-mail address.")
    tag: str = ""
    type: str = Field("", description="The slug of a workflow.")
    priority: Priority | None = None
    category: str = Field("", description="A slug; those below it count too.")
    order: str = Field("", max_length=64, description="An order's number.")
    q: str = Field(
        "",
        max_length=200,
        description="A number, words, or conditions: reason:broken tag:vip leaks",
    )
    after: str = Field("", max_length=200)
    limit: int = Field(50, ge=1, le=MOST)


class ActionIn(In):
    """What the action takes; see `fields` of the ticket's `actions`."""

    values: dict[str, Any] = Field(
        {},
        description="By the names in the action's `fields`. A custom field that is "
        "called like something the action itself takes stands in `fields` inside.",
        examples=[{"text": "We look into it.", "verdict": "repair"}],
    )


class AssignmentIn(In):
    """To whom: an agent, a team or both. A team alone lets the ticket wait there.

    `note`: what they should know; from one line to another it is needed.
    """

    agent: Email | None = None
    team: str | None = None
    note: str = Field("", max_length=10_000)


class LinkIn(In):
    """What to link."""

    kind: str = Field(
        "ticket",
        max_length=40,
        description="ticket, order, invoice, item, shipment, or a type of record.",
    )
    number: Annotated[str, Field(max_length=64, coerce_numbers_to_str=True)]
    why: str = Field("", max_length=200)
    relation: Literal["related", "child", "parent", "duplicate"] = Field(
        "related", description="Of a ticket: what the other one is to this one."
    )


class ForwardIn(In):
    """To whom outside, and what they should know."""

    to: list[Mailbox] = Field(min_length=1)
    text: Words = ""
    html: Words = ""
    with_files: bool = True


class NoValues(In):
    """An action that takes nothing."""
