"""A story becomes the rows that its verbs would have left behind."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ombud.channels.models import Kind
from ombud.core.actor import Actor, Machine
from ombud.lib import html as html_lib
from ombud.lib import subjects
from ombud.tickets.models import (
    Direction,
    Entry,
    EntryKind,
    Message,
    Ticket,
    Verb,
)
from ombud.tickets.models.base import OF_FIELD, key_of, list_columns
from ombud.tickets.models.message import FiledBy
from ombud.tickets.models.owner_chain import Found, find_owner
from ombud.tickets.tokens import new_message_id
from ombud.users.models import User
from ombud.workflows.models import StateKind
from ombud.workflows.models.state import UNFINISHED
from ombud.workspace.demo import letters
from ombud.workspace.demo.acting import effect_of, told
from ombud.workspace.demo.cast import Cast
from ombud.workspace.demo.letters import Said
from ombud.workspace.demo.ownership import category_of
from ombud.workspace.demo.people import DOMAIN
from ombud.workspace.demo.posting import delivery_of, files_of
from ombud.workspace.demo.rows import Rows
from ombud.workspace.demo.story import Step, Story

ORDER = Path(__file__).parent / "order.html"
SHOP = Machine("Crema & Co.")
DESIGNED = "designed:order"
# Notices leave when the action can no longer be taken back.
PAUSE = timedelta(seconds=10)
SLEEPING = {StateKind.WAITING, StateKind.SOLVED, StateKind.CLOSED}


class Teller:
    """Tells one story: goes through its steps and keeps the ticket's state."""

    def __init__(
        self, story: Story, number: int, cast: Cast, rows: Rows, now: datetime
    ) -> None:
        self.story, self.cast, self.rows = story, cast, rows
        self.map = cast.maps[story.workflow]
        self.start = now - story.ago
        self.person = cast.person(story.who)
        self.ticket = self._ticket(number)
        self.said: Said | None = None
        self.last_id = ""
        self.last = self.start
        self.shown: dict[str, Any] = {}

    def tell(self) -> None:
        """All steps, then what is left until the state that the story names."""
        self.rows.tickets.append(self.ticket)
        for step in self.story.steps:
            getattr(self, f"_{step.verb}")(step, self.start + step.after)
        self._finish()
        self._explain()
        for name, value in self.shown.items():
            setattr(self.ticket, name, value)

    def _ticket(self, number: int) -> Ticket:
        story = self.story
        by_mail = story.origin == Kind.MAIL
        late = {step.words[0] for step in story.steps if step.verb == "tag"}
        raised = any(step.verb == "priority" for step in story.steps)
        return Ticket(
            number=number,
            subject=story.subject,
            workflow=self.map.workflow,
            state=self.map.states["new"],
            team=self.cast.teams[story.team],
            channel=self.cast.mailbox(story.team) if by_mail else None,
            origin=story.origin,
            priority="normal" if raised else story.priority,
            language=story.language,
            category=category_of(story.tags, self.cast.categories),
            tags=[tag for tag in story.tags if tag not in late],
            contact=self.person.contact,
            organisation=self.person.company,
            matched_by="email" if self.person.contact else "",
            requester_name=self.person.name,
            requester_email=self.person.address,
            requester_phone=self.person.phone,
            created_at=self.start,
        )

    # ---- The steps

    def _in(self, step: Step, at: datetime) -> None:
        state = self.ticket.state
        woken = state.kind in SLEEPING and not state.stays
        changes = self._change(at, state=self.map.states["open"]) if woken else {}
        quoted = self.said if "quote" in step.words else None
        words = letters.words(step.text, quoted, self.story.language)
        if DESIGNED in step.words:
            designed = html_lib.clean(ORDER.read_text("utf-8"))
            words |= {"html": designed, "is_designed": True}
        entry = self._entry(
            Verb.RECEIVED, self.person.actor, at, Direction.IN, changes, **words
        )
        answers = {"in_reply_to": self.last_id, "references": [self.last_id]}
        self.rows.messages.append(
            Message(
                entry=entry,
                channel=self.ticket.channel,
                message_id=self._foreign_id(at),
                from_name=self.person.name,
                from_address=self.person.address,
                to=[
                    {"name": "", "address": self.cast.mailbox(self.story.team).address}
                ],
                subject=f"Re: {self.story.subject}"
                if self.said
                else self.story.subject,
                filed_by=FiledBy.IN_REPLY_TO if self.said else FiledBy.NEW,
                **(answers if self.last_id else {}),
            )
        )
        self.rows.attachments += files_of(entry, step)

    def _out(self, step: Step, at: datetime) -> None:
        agent = self.cast.agents[step.words[0]]
        more = set(step.words[1:])
        named = (slug for slug in more if slug in self.map.states)
        changes = self._change(
            at,
            state=self.map.states[next(named, self.map.after_reply)],
            assignee=self.ticket.assignee or agent,
        )
        entry = self._send(Verb.REPLIED, agent, step.text, at, changes, more)
        self.rows.attachments += files_of(entry, step)
        self.said = Said(agent.name, at, step.text)
        if "bounced" in more:
            self._bounce(entry, at + timedelta(minutes=1))

    def _auto(self, step: Step, at: datetime) -> None:
        shown = dict(self.shown)
        self._send(Verb.AUTO_REPLIED, SHOP, step.text, at, {}, set())
        self.shown = shown  # lists never show what a machine says

    def _note(self, step: Step, at: datetime) -> None:
        by = self.cast.agents[step.words[0]]
        words = letters.words(step.text, None, self.story.language)
        entry = self._entry(Verb.NOTED, by, at, None, {}, **words)
        self.rows.attachments += files_of(entry, step)

    def _tag(self, step: Step, at: datetime) -> None:
        changes = self._change(at, tags=[*self.ticket.tags, step.words[0]])
        self._event(Verb.CHANGED, Machine(), at, changes)

    def _priority(self, step: Step, at: datetime) -> None:
        level, _by, agent = step.words
        changes = self._change(at, priority=level)
        self._event(Verb.CHANGED, self.cast.agents[agent], at, changes)

    def _assign(self, step: Step, at: datetime) -> None:
        to, _by, agent = step.words
        changes = self._change(at, assignee=self.cast.agents[to])
        self._event(Verb.ASSIGNED, self.cast.agents[agent], at, changes)

    def _bin(self, step: Step, at: datetime) -> None:
        changes = self._change(at, deleted_at=at)
        self.ticket.is_open = False
        self._event(Verb.DELETED, self.cast.agents[step.words[0]], at, changes)

    def _do(self, step: Step, at: datetime) -> None:
        who, slug = step.words
        by, action = self.cast.agents[who], self.map.actions[slug]
        fields = self.cast.fields
        changes = self._change(
            at, **effect_of(action, step, by, self.ticket, at, fields)
        )
        self._event(Verb.MOVED, by, at, changes, action=slug)
        shown = dict(self.shown)
        for text in told(self.map, action, self.ticket, fields):
            entry = self._send(Verb.NOTIFIED, SHOP, text, at + PAUSE, {}, set())
            entry.cause = slug
        self.shown = shown

    def _finish(self) -> None:
        """The owner and the state that the story names, if nobody has set them."""
        owner: User | None = self.cast.agents.get(self.story.agent)
        by = owner or self.cast.agents["lena"]
        at = self.last + timedelta(minutes=2)
        if changes := self._change(at, assignee=owner):
            self._event(Verb.ASSIGNED, by, at, changes)
        if changes := self._change(at, state=self.map.states[self.story.state]):
            self._event(Verb.MOVED, by, at + timedelta(seconds=40), changes)

    def _explain(self) -> None:
        """How its owner would have been found, where that is who has it."""
        ticket = self.ticket
        found = self._chain(ticket)
        if found.owner in {None, ticket.assignee}:
            ticket.owner_chain = found.chain
        if ticket.assignee:
            ticket.idle_since = None

    def _chain(self, ticket: Ticket) -> Found:
        """Asked once for all tickets that ask the same."""
        contact = ticket.contact
        asked = (
            ticket.team_id,
            ticket.workflow_id,
            contact and (contact.responsible_id, contact.organisation_id),
            ticket.channel_id,
            ticket.category_id,
        )
        if asked not in self.cast.chains:
            self.cast.chains[asked] = find_owner(
                ticket.team,
                ticket.workflow,
                contact=contact,
                channel=ticket.channel,
                category=ticket.category,
            )
        return self.cast.chains[asked]

    # ---- What they leave behind

    def _change(self, at: datetime, **values: Any) -> dict[str, list[Any]]:
        changes = {}
        for name, new in values.items():
            old = self.ticket.value_of(name)
            if old != new:
                _set(self.ticket, name, new)
                changes[name] = [key_of(old), key_of(new)]
        if "state" in changes:
            self.ticket.is_open = self.ticket.state.kind in UNFINISHED
            self.ticket.closed_at = None if self.ticket.is_open else at
        return changes

    def _entry(
        self,
        verb: Verb,
        by: Actor,
        at: datetime,
        direction: Direction | None,
        changes: dict[str, list[Any]],
        **words: Any,
    ) -> Entry:
        """Something that was said."""
        entry = Entry(
            ticket=self.ticket,
            kind=EntryKind.MESSAGE if direction else EntryKind.NOTE,
            verb=verb,
            direction=direction or "",
            at=at,
            changes=changes,
            **Entry.author_columns(by),
            **words,
        )
        self.rows.entries.append(entry)
        self.last = at
        self.shown |= list_columns(entry.preview, entry.direction or entry.kind, at)
        return entry

    def _event(
        self,
        verb: Verb,
        by: Actor,
        at: datetime,
        changes: dict[str, list[Any]],
        action: str = "",
        **particulars: Any,
    ) -> None:
        self.last = at
        self.rows.entries.append(
            Entry(
                ticket=self.ticket,
                kind=EntryKind.EVENT,
                verb=verb,
                at=at,
                changes=changes,
                action=action,
                particulars=particulars,
                **Entry.author_columns(by),
            )
        )

    def _send(
        self,
        verb: Verb,
        by: Actor,
        text: str,
        at: datetime,
        changes: dict[str, list[Any]],
        fate: set[str],
    ) -> Entry:
        words = letters.words(text, None, self.story.language)
        entry = self._entry(verb, by, at, Direction.OUT, changes, **words)
        channel = self.cast.mailbox(self.story.team)
        message = Message(
            entry=entry,
            channel=channel,
            message_id=new_message_id(self.ticket.number, DOMAIN),
            in_reply_to=self.last_id,
            references=[self.last_id] if self.last_id else [],
            from_name=f"{by.actor_name} · Crema & Co.",
            from_address=channel.address,
            to=[{"name": self.person.name, "address": self.person.address}],
            subject=subjects.tagged(self.story.subject, self.ticket.number),
        )
        self.last_id = message.message_id
        message.delivery = delivery_of(message, text, at, fate)
        self.rows.deliveries.append(message.delivery)
        self.rows.messages.append(message)
        return entry

    def _bounce(self, entry: Entry, at: datetime) -> None:
        changes = self._change(at, state=self.map.states["open"])
        address = self.person.address
        self._event(
            Verb.DELIVERY_FAILED,
            Machine(),
            at,
            changes,
            bounced=True,
            to=[address],
            error=f"{address} cannot be reached.",
        )

    def _foreign_id(self, at: datetime) -> str:
        host = self.person.address.partition("@")[2] or "ombud"
        return f"{self.ticket.number}.{at:%Y%m%d%H%M%S}@{host}"


def _set(ticket: Ticket, name: str, value: Any) -> None:
    if name.startswith(OF_FIELD):
        ticket.fields[name.removeprefix(OF_FIELD)] = value
    else:
        setattr(ticket, name, value)
