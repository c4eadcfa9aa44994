"""What the composer below a ticket needs: drafts, recipients, senders, states."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from ombud.channels.models import Channel
from ombud.core.prepared import Prepared
from ombud.knowledge.models import Template
from ombud.tickets.asked import Asked
from ombud.tickets.composing import signature_of
from ombud.tickets.correspondents import Correspondents, correspondents_of
from ombud.tickets.models import Draft, DraftKind, Ticket
from ombud.tickets.people import keys, read, typed
from ombud.tickets.timeline import Timeline
from ombud.tickets.urls_of import optional_url
from ombud.users.models import User
from ombud.workflows.models import (
    Action,
    ActionKind,
    ActionNotAllowed,
    State,
    StateKind,
)

# What all servers take (Gmail's limit); base64 makes a third more of it.
MAX_FILES = 25 * 1000 * 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of “Send and set”: a state, or the one it stands in."""

    value: str
    state: State


@dataclass
class Sheet:
    """One of the two papers: what is written on it, and what it leads to."""

    kind: str
    action: Action | None
    draft: Draft
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        """Whether the customer reads it."""
        return self.kind == DraftKind.REPLY

    @property
    def is_begun(self) -> bool:
        """Whether there is something to lose."""
        return bool(self.draft.html or self.files)

    @property
    def saved_at(self) -> Any:
        """When it was saved; None where it never was."""
        return timezone.localtime(self.draft.updated_at) if self.draft.version else None

    @property
    def weight(self) -> int:
        """Bytes of its files."""
        return sum(file["size"] for file in self.files)


@dataclass
class Composer:
    """All that `tickets/_composer.html` shows, in three queries at most."""

    ticket: Ticket
    user: User
    reply: Sheet
    note: Sheet
    people: Correspondents
    actions: list[Action]
    channel: Channel | None = None
    problem: str = ""
    # The sheet to open at once, the agent's habits.
    wanted: str = ""
    habit: str = ""
    goes_on: bool = False
    # What an action asks, above the sheets.
    asked: Asked | None = None

    max_files = MAX_FILES
    seconds = settings.UNDO_SEND_SECONDS

    @property
    def sheets(self) -> list[Sheet]:
        """Those that this agent may use now."""
        return [sheet for sheet in (self.reply, self.note) if sheet.action]

    @property
    def kind(self) -> str:
        """The sheet on top: the wanted one, else the one that was begun."""
        allowed = [sheet.kind for sheet in self.sheets]
        begun = [sheet.kind for sheet in self.sheets if sheet.is_begun]
        for kind in [self.wanted, *begun, *allowed]:
            if kind in allowed:
                return kind
        return ""

    @property
    def seen(self) -> int:
        """The newest message that the reader of this page has before them."""
        return self.people.newest

    @property
    def to(self) -> str:
        """As it stands in the field."""
        return self.reply.draft.to if self.reply.draft.pk else typed(self.people.to)

    @property
    def cc(self) -> str:
        """As it stands in the field."""
        return self.reply.draft.cc if self.reply.draft.pk else typed(self.people.cc)

    @property
    def receivers(self) -> list[dict[str, str]]:
        """Who is to get it, as far as the fields name them."""
        draft = self.reply.draft
        return [one for text in (self.to, self.cc, draft.bcc) for one in read(text)[0]]

    @property
    def is_unreachable(self) -> bool:
        """Whether no address is known to which an answer could go."""
        return bool(self.reply.action) and not (self.people.to or self.receivers)

    @property
    def page_url(self) -> str:
        """Where the customer's link is made and shown."""
        return optional_url("customer-link", self.ticket.number)

    @property
    def joined(self) -> list[dict[str, str]]:
        """Those of them who take part for the first time."""
        return [one for one in self.receivers if keys([one]) & self.people.new]

    @property
    def joined_names(self) -> str:
        """The same, to read."""
        return ", ".join(one["name"] or one["address"] for one in self.joined)

    @property
    def new_addresses(self) -> str:
        """The same for the chips."""
        return " ".join(sorted(self.people.new))

    @property
    def senders(self) -> list[str]:
        """The addresses it may leave from, the mailbox's own first."""
        return self.channel.addresses if self.channel else []

    @property
    def sender(self) -> str:
        """The one chosen, or the one the customer wrote to."""
        written_to = [one for one in self.people.written_to if one in self.senders]
        return self.reply.draft.sender or (written_to or self.senders or [""])[0]

    @cached_property
    def signature(self) -> str:
        """What will stand below the text."""
        return signature_of(self.channel, self.user) if self.channel else ""

    @cached_property
    def choices(self) -> list[Choice]:
        """Where the ticket may stand after sending: where an action leads from here."""
        targets = {a.to_state.slug: a.to_state for a in self.actions if a.to_state}
        targets.pop(self.ticket.state.slug, None)
        states = sorted(targets.values(), key=lambda state: state.position)
        return [Choice(state.slug, state) for state in states]

    @property
    def keep(self) -> Choice:
        """Send, and leave it in its state; answered, it is no longer new."""
        is_new = self.ticket.state.kind == StateKind.NEW
        opened = [c for c in self.choices if is_new and c.state.kind == StateKind.OPEN]
        return Choice("keep", opened[0].state if opened else self.ticket.state)

    @cached_property
    def template(self) -> Template | None:
        """The full answer that the draft was begun with, where there is one."""
        slug = self.reply.draft.template
        seen = Template.objects.visible_to(self.user)
        return seen.filter(slug=slug).first() if slug else None

    @property
    def solving(self) -> Action | None:
        """The action whose answer was prepared, where the template is that answer."""
        template, target = self.template, self.reply.draft.target
        if template is None or template.solves != self.ticket.workflow.slug:
            return None
        return next((one for one in self.actions if _moves_to(one, target)), None)

    @property
    def choice(self) -> Choice:
        """The one on the button: a full answer's, what the agent chose last, else the
        workflow's own."""
        target = self.reply.action.to_state if self.reply.action else None
        set_by = self.reply.draft.target
        for wish in (set_by, self.habit, target.slug if target else ""):
            for choice in (*self.choices, self.keep):
                if choice.value == wish:
                    return choice
        return self.keep

    @property
    def other(self) -> Choice:
        """What Ctrl Shift Enter does: a change of state, whatever the habit is."""
        target = self.reply.action.to_state if self.reply.action else None
        if self.choice.value != "keep" or not target:
            return self.choice
        return next((c for c in self.choices if c.state == target), self.choice)


def composer_for(
    ticket: Ticket,
    user: User,
    *,
    actions: Sequence[Action] | None = None,
    timeline: Timeline | None = None,
) -> Composer:
    """The composer of that agent on that ticket; what has been read saves queries."""
    actions = ticket.actions_for(user) if actions is None else list(actions)
    drafts = _drafts(ticket, user)
    channel, problem = _way_out(ticket)
    reply = _sheet(DraftKind.REPLY, ticket, user, actions, drafts)
    note = _sheet(DraftKind.NOTE, ticket, user, actions, drafts)
    people = correspondents_of(ticket, timeline)
    return Composer(ticket, user, reply, note, people, list(actions), channel, problem)


def _drafts(ticket: Ticket, user: User) -> dict[str, Draft]:
    """The agent's drafts with their files, in one query."""
    found = _DRAFTS.rows(ticket=ticket.pk, author=user.pk)
    return {draft.kind: draft for draft in found}


def _with_files(*, ticket: int, author: int) -> QuerySet[Draft]:
    file = JSONObject(
        pk="attachments__pk",
        filename="attachments__filename",
        size="attachments__size",
        content_type="attachments__content_type",
    )
    files = JSONBAgg(
        file,
        filter=Q(attachments__is_inline=False),
        default=Value([]),
        order_by="attachments__pk",
    )
    return Draft.objects.filter(ticket=ticket, author=author).annotate(files=files)


_DRAFTS = Prepared(_with_files)


def _sheet(
    kind: DraftKind,
    ticket: Ticket,
    user: User,
    actions: Sequence[Action],
    drafts: dict[str, Draft],
) -> Sheet:
    action = next((one for one in actions if one.kind == kind.value), None)
    draft = drafts.get(kind) or Draft(ticket=ticket, author=user, kind=kind)
    return Sheet(kind, action, draft, getattr(draft, "files", []))


def _way_out(ticket: Ticket) -> tuple[Channel | None, str]:
    try:
        channel = ticket.way_out()
    except ActionNotAllowed as no:
        return None, str(no)
    if channel.team_id == ticket.team_id:
        # Its signature may be asked for: no query for what the ticket has.
        channel.team = ticket.team
    return channel, ""


def _moves_to(action: Action, slug: str) -> bool:
    target = action.to_state
    return action.kind == ActionKind.MOVE and target is not None and target.slug == slug
