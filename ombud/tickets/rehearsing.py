"""A pretend ticket, on which a draft of a workflow is tried."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import F
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ombud.channels.models import Channel
from ombud.core.actor import Requester
from ombud.customers.models import Contact
from ombud.lib.charsets import storable
from ombud.tickets.asked import Asked
from ombud.tickets.models import Direction, Entry, Ticket, Verb
from ombud.tickets.models.base import OF_FIELD
from ombud.tickets.models.incoming import Incoming
from ombud.tickets.names import Names
from ombud.tickets.owner_words import lines_of
from ombud.tickets.sentences import sentences_of
from ombud.users.models import Role, Team, User
from ombud.workflows.forms import FieldsForm, FieldsWrong, read
from ombud.workflows.known import KnownFields
from ombud.workflows.landing import asked_by
from ombud.workflows.models import ActionKind, ActionNotAllowed, Workflow
from ombud.workflows.rehearsing import Letter, Line, Play, Scene, Step, Wish, told
from ombud.workflows.words import PLACEHOLDERS

# No real ticket has it, and no number of the sequence is used up.
NUMBER = 0
CUSTOMER = Requester(PLACEHOLDERS["customer.name"], PLACEHOLDERS["customer.email"])
# Between two steps: who was written to just now would not be told again.
PAUSE = timedelta(hours=1)
# What stands among the letters, or needs no sentence.
TOLD = {Verb.RECEIVED, Verb.NOTIFIED}


class WordsForm(forms.Form):
    """What a reply or a note says."""

    text = forms.CharField(
        label=gettext_lazy("What is written"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write something first.")},
    )


class Tried(Asked):
    """What an action asks, in the form of the page on which it is tried."""

    @property
    def form_id(self) -> str:
        """There is one form."""
        return "rehearsal-form"

    @cached_property
    def extra(self) -> Any:
        """Also what the composer would ask for."""
        if self.action.kind in {ActionKind.REPLY, ActionKind.NOTE}:
            return self._sent_with(WordsForm(self.data))
        return super().extra

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.extra or self.form.uses)

    def step(self, who: str) -> Step:
        """What was filled in, so that it can be performed again."""
        names = self.extra.fields if self.extra else ()
        words = {name: storable(self.data[name]) for name in names if name in self.data}
        return Step(who, self.action.slug, self.form.values, words)

    def values_of(self, step: Step) -> dict[str, Any]:
        """What `perform` takes; raises ActionNotAllowed where the words do not fit."""
        values = {"fields": dict(step.fields)}
        if not self.extra:
            return values
        if not self.extra.is_valid():
            raise ActionNotAllowed(next(iter(self.extra.errors.values()))[0])
        return self.extra_values | values


def play(workflow: Workflow, wish: Wish) -> Play:
    """Open the ticket, take the steps again, and then the one that is wished for."""
    return Stage(workflow, wish).play()


class Stage:
    """The ticket with those who act on it."""

    def __init__(self, workflow: Workflow, wish: Wish) -> None:
        """Nobody owns it yet."""
        self.wish = wish
        self.people: dict[str, User] = {}
        self.team = Team.objects.get(slug=wish.team)
        self.last = 0
        self.ticket = self._open(workflow)
        self.result = Play(self.ticket, who="")

    def play(self) -> Play:
        """All of it; the first step that cannot be taken ends it."""
        try:
            self._fill_in()
            self._scene(_("A ticket is opened"), str(CUSTOMER.name), self.whose)
            for step in self.wish.steps:
                if step.action:
                    self._take(step)
            self._answer()
        except (ActionNotAllowed, FieldsWrong) as no:
            self.result.problem = str(no)
        return self._shown()

    def _open(self, workflow: Workflow) -> Ticket:
        subject = PLACEHOLDERS["ticket.subject"]
        wish = self.wish
        ticket = Ticket.begin(
            subject=subject,
            team=self.team,
            workflow=workflow,
            channel=_mailbox(self.team, workflow, _agent(wish.mailboxes)),
            contact=_customer(_agent(wish.customers)),
            requester=CUSTOMER,
            number=NUMBER,
            language=get_language() or "",
        )
        self.whose = list(_whose(ticket))
        # Whoever tries it wants to act, whoever else would be responsible.
        ticket.change(assignee=None, team=self.team)
        text = PLACEHOLDERS["message.text"]
        letter = Incoming.told(CUSTOMER, subject=subject, text=text)
        ticket.receive(letter, by=CUSTOMER)
        return ticket

    def _fill_in(self) -> None:
        """What is asked when it is opened: as it was filled in, or to be filled in."""
        wish, uses = self.wish, asked_by(self.ticket.workflow)
        step = next((one for one in wish.steps if not one.action), None)
        if step is None and uses and not (wish.steps or wish.press or wish.perform):
            data = (wish.data, wish.files) if wish.opens else ()
            form = FieldsForm(uses, *data)
            if wish.opens and form.is_valid():
                step = Step("", "", form.values)
            else:
                self.result.opening = form
        if step:
            values = read(uses, step.fields)
            named = {f"{OF_FIELD}{name}": value for name, value in values.items()}
            self.ticket.record(
                Verb.CHANGED, by=CUSTOMER, changes=self.ticket.change(**named)
            )
            self.result.steps.append(step)

    def _answer(self) -> None:
        """The button that was pressed: it asks, or it is performed."""
        wish = self.wish
        slug = wish.perform or wish.press
        if not slug:
            return
        action = self.ticket.action(slug, by=self._person(wish.who))
        asked = Tried(
            self.ticket, action, *((wish.data, wish.files) if wish.perform else ())
        )
        if not wish.perform and not asked.asks:
            self._take(Step(wish.who, slug))
        elif wish.perform and asked.is_valid():
            self._take(asked.step(wish.who))
        else:
            self.result.asked = asked

    def _take(self, step: Step) -> None:
        by = self._person(step.who)
        action = self.ticket.action(step.action, by=by)
        values = Tried(self.ticket, action, step.words).values_of(step)
        self.ticket.perform(action, by=by, values=values)
        self.ticket = Ticket.objects.for_page().get(pk=self.ticket.pk)
        self._scene(action.label, by.name)
        self.result.steps.append(step)

    def _scene(self, title: str, by: str, first: Sequence[Line] = ()) -> None:
        """What was recorded since the scene before, and who hears of it."""
        mine = Entry.objects.filter(ticket=self.ticket)
        fresh = mine.filter(pk__gt=self.last).order_by("pk")
        heard = told(list(fresh.values_list("pk", flat=True)))
        entries = list(fresh.select_related("message"))
        letters = [*_letters(entries), *heard]
        names = Names.read(self.ticket.workflow_id)
        lines = [*first, *(line for entry in entries for line in _lines(entry, names))]
        self.result.scenes.append(Scene(title, by, lines, letters))
        self.last = entries[-1].pk if entries else self.last
        mine.update(at=F("at") - PAUSE)

    def _person(self, key: str) -> User:
        if key not in self.people:
            self.people[key] = _somebody(key, self.team)
        return self.people[key]

    def _shown(self) -> Play:
        result, ticket = self.result, self.ticket
        result.ticket = ticket
        fields = KnownFields.read().by_slug
        names = Names.read(ticket.workflow_id)
        result.facts = [
            (fields[slug].label, names.value(fields[slug], value))
            for slug, value in ticket.fields.items()
            if slug in fields
        ]
        try:
            by = self._person(self.wish.who)
        except ActionNotAllowed as no:
            result.problem = str(no)
            return result
        result.who = by.name
        result.actions = ticket.actions_for(by)
        if not result.actions:
            result.why_none = _why_none(ticket, by)
        return result


def _agent(email: str) -> User | None:
    return User.objects.agents().filter(email=email).first() if email else None


def _customer(responsible: User | None) -> Contact | None:
    """In the directory only where somebody looks after them."""
    if responsible is None:
        return None
    return Contact.objects.create(name=CUSTOMER.name, responsible=responsible)


def _whose(ticket: Ticket) -> Iterator[Line]:
    """Whose it would be, and why: each step of the chain."""
    for step in lines_of(ticket):
        yield Line(format_html("{}: {}", step.place, step.words))
    if ticket.assignee:
        yield Line(
            format_html(
                _("It would be {name}’s. Here it stays with the team: try every step."),
                name=ticket.assignee.name,
            )
        )


def _mailbox(team: Team, workflow: Workflow, responsible: User | None) -> Channel:
    """From which its letters would go; it is never asked for any."""
    return Channel.objects.bulk_create(
        [
            Channel(
                name=team.name,
                slug=f"{workflow.slug}-mailbox",
                team=team,
                workflow=workflow,
                responsible=responsible,
                address="mailbox@rehearsal.invalid",
                out_host="rehearsal.invalid",
            )
        ]
    )[0]


def _somebody(key: str, team: Team) -> User:
    """That agent; or one who has just that role, and works in the team."""
    kind, _colon, slug = key.partition(":")
    if kind == "role" and (role := Role.objects.filter(slug=slug).first()):
        user = User.objects.create_user(f"{slug}@rehearsal.invalid", name=role.name)
        user.roles.add(role)
        user.teams.add(team)
        return user
    found = User.objects.with_belongings("WHERE email = %s AND is_active", [slug])
    if kind != "agent" or not found:
        raise ActionNotAllowed(_("Whoever acted is not there any more. Begin anew."))
    return found[0]


def _why_none(ticket: Ticket, by: User) -> str:
    words = {"name": by.name, "state": ticket.state.label}
    if not ticket.may_act(by):
        return _("%(name)s does not see this ticket in the state “%(state)s”.") % words
    if ticket.is_locked_for(by):
        return ticket.why_not_alter(by)
    return _("In the state “%(state)s” there is nothing that %(name)s may do.") % words


def _lines(entry: Entry, names: Names) -> Iterator[Line]:
    """What is different by it; that a message was written is among the letters."""
    if entry.verb in TOLD:
        return
    is_wrong = entry.verb == Verb.NOTICE_FAILED
    for one in sentences_of(entry, names):
        yield Line(one.text, one.details, is_wrong)


def _letters(entries: list[Entry]) -> Iterator[Letter]:
    for entry in entries:
        if entry.direction == Direction.OUT:
            message = entry.message
            to = ", ".join(one["name"] or one["address"] for one in message.to)
            yield Letter(to, message.subject, entry.text)
