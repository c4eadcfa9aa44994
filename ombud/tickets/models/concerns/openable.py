"""A matter begins."""

from typing import TYPE_CHECKING, Any, Self

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.channels.models import Channel
from ombud.core.actor import Actor, Machine, Requester
from ombud.core.statements import insert
from ombud.customers.matching import NOBODY, Key, Match
from ombud.customers.matching import match as match_customer
from ombud.tickets.models.base import OF_FIELD, list_columns
from ombud.tickets.models.concerns.assignable import may_own
from ombud.tickets.models.concerns.receivable import Receivable
from ombud.tickets.models.entry import Direction, Entry, Verb
from ombud.tickets.models.incoming import Incoming
from ombud.tickets.models.owner_chain import Door, chosen, find_owner
from ombud.tickets.models.tag import KnownTags, Tag
from ombud.workflows.forms import read
from ombud.workflows.landing import taken_by, type_in_use
from ombud.workflows.models import ActionNotAllowed
from ombud.workflows.starting import starter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ombud.customers.models import Contact
    from ombud.users.models import Team, User
    from ombud.workflows.models import Category, Workflow


class Openable(Receivable):
    """A matter begins: by mail, by hand or by another program."""

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic(savepoint=False)
    def begin(  # noqa: PLR0913  # a ticket's whole beginning
        cls,
        *,
        subject: str,
        team: "Team",
        workflow: "Workflow",
        channel: "Channel | None" = None,
        contact: "Contact | None" = None,
        match: Match = NOBODY,
        requester: "Actor | None" = None,
        category: "Category | None" = None,
        assignee: "User | None" = None,
        door: "Door | None" = None,
        **columns: Any,
    ) -> Self:
        """A ticket in its workflow's first state; its first entry is the caller's.

        Without an assignee the responsible person is looked for, who may bring it to
        another team; `note_owner` tells that, after the first entry. `door`: by what
        it came, where that is no channel, and who looks after it.
        """
        first = workflow.first_state
        if tags := columns.get("tags"):
            columns["tags"] = _made_tags(tags)
        # A contact without more was found by the address they wrote from.
        whose = Match.of(contact, Key.EMAIL) or match
        found = (
            chosen(assignee, team)
            if assignee
            else find_owner(
                team,
                workflow,
                contact=whose.contact,
                organisation=whose.organisation,
                channel=door or channel,
                category=category,
            )
        )
        ticket = cls(
            subject=" ".join(subject.split())[:1000],
            team=found.team,
            assignee=found.owner,
            owner_chain=found.chain,
            absence_id=found.absence_id,
            category=category,
            workflow=workflow,
            state=first,
            channel=channel,
            contact=whose.contact,
            organisation=whose.organisation,
            matched_by=whose.key,
            requester_name=(requester.actor_name if requester else "")[:200],
            requester_email=getattr(requester, "address", "")[:320],
            **columns,
        )
        insert(ticket)
        return ticket

    @classmethod
    @transaction.atomic
    def open_for(  # noqa: PLR0913  # what a form or a program may say of it
        cls,
        who: Requester,
        what: Incoming,
        *,
        by: "User",
        subject: str,
        team: "Team",
        origin: str,
        contact: "Contact | None" = None,
        workflow: "Workflow | None" = None,
        match: Match | None = None,
        state: str = "",
        fields: "Mapping[str, Any] | None" = None,
        **columns: Any,
    ) -> Self:
        """An agent or a program opens it for somebody, with what they have said.

        `state`: where it stands at once, by its slug; else in the first one.
        `fields`: what its type asks for; raises FieldsWrong. None: not asked.
        """
        check_teams(team, by, columns.get("assignee"))
        if workflow:
            workflow = type_in_use(workflow.slug, by)
        found = match or Match.of(contact, Key.HAND)
        if found is None:
            phone = str(columns.get("requester_phone", ""))
            found = match_customer(address=who.address, phone=phone)
        channel = channel_of(origin)
        now = timezone.now()
        ticket = cls.begin(
            subject=subject,
            team=team,
            workflow=workflow or type_of(channel),
            channel=channel,
            match=found,
            requester=who,
            origin=origin,
            created_at=now,
            **(columns | list_columns(what.preview, Direction.IN, now)),
        )
        ticket.receive(what, by=found.contact or who, at=now)
        ticket.note_owner()
        ticket._note_opening(state, by, fields)
        return ticket

    def note_owner(self) -> Entry | None:
        """How the owner of a new ticket was found stands on its timeline too."""
        last = (self.owner_chain or [{}])[-1]
        if not self.assignee or last.get("step") in {None, "hand"}:
            return None
        return self.record(
            Verb.ASSIGNED,
            by=Machine(),
            changes={"assignee": [None, self.assignee.email]},
            particulars={**last, "why": "chain"},
            # The first message tells open pages already.
            quiet=True,
        )

    def _note_opening(
        self, slug: str, by: "User", fields: "Mapping[str, Any] | None"
    ) -> None:
        """Who has opened it, as what, and where it stands since then."""
        state = self.workflow.states.filter(slug=slug).first() if slug else None
        uses = [] if fields is None else taken_by(self.workflow)
        values = read(uses, fields or {}, known=self.fields)
        changes = self.change(
            **({"state": state} if state else {}),
            **{f"{OF_FIELD}{name}": value for name, value in values.items()},
        )
        if self.category:
            changes = {"category": [None, self.category.slug], **changes}
        self.record(Verb.OPENED, by=by, changes=changes)


def type_of(channel: "Channel | None") -> "Workflow":
    """As what a ticket begins where nobody has said it."""
    return channel.workflow if channel else starter("support")


def _made_tags(words: list[str]) -> list[str]:
    """As the tags are written; whether new ones are allowed, the caller has asked."""
    names = KnownTags.read().resolve(words)
    Tag.objects.make_missing(names)
    return names


def channel_of(origin: str) -> "Channel | None":
    """The one channel of that kind, where there is just one."""
    found = Channel.objects.filter(kind=origin, enabled=True)
    channels = list(found.select_related("team", "workflow")[:2])
    return channels[0] if len(channels) == 1 else None


def check_teams(team: "Team", by: "User", assignee: "User | None") -> None:
    """Nobody opens tickets that they would not see, nor gives them to such."""
    if not may_own(by, team):
        raise ActionNotAllowed(
            _("You do not work in the team %(team)s.") % {"team": team.name},
            never=True,
        )
    if assignee and not may_own(assignee, team):
        raise ActionNotAllowed(
            _("%(agent)s does not work in the team %(team)s.")
            % {"agent": assignee.name, "team": team.name}
        )
