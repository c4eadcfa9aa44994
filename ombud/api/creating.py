"""A ticket that another program begins: the same ticket as any other way makes."""

from django.utils.translation import gettext as _

from ombud.api.errors import Problem, wrong
from ombud.api.field_values import given, named
from ombud.api.finding import agent_of, category_of, team_of, usable_type
from ombud.api.linking import link_order, order_of
from ombud.api.schemas.tickets import TicketIn
from ombud.core.actor import Requester
from ombud.customers.matching import match
from ombud.intake import auto_reply
from ombud.intake.models import AutoReply
from ombud.tickets.models import Tag, Ticket, Verb
from ombud.tickets.models.concerns.assignable import may_own
from ombud.tickets.models.concerns.openable import channel_of, type_of
from ombud.tickets.models.incoming import Incoming
from ombud.users.models import Team, User
from ombud.users.permissions import Permission
from ombud.workflows.landing import taken_by
from ombud.workflows.models import Category


def create(wish: TicketIn, *, by: User) -> Ticket:
    """The ticket, with what the requester says as its first message."""
    if not by.may(Permission.WORK_TICKETS):
        raise Problem(403, _("Your roles do not allow this."))
    if not (wish.text or wish.html):
        raise wrong("text", _("A ticket needs a first message: give text or html."))
    with named("fields."):
        ticket = _open(wish, by)
    if wish.send_auto_reply:
        _confirm(ticket)
    return ticket


def _open(wish: TicketIn, by: User) -> Ticket:
    who, category = _requester(wish), category_of(wish.category)
    team = _team(wish, by, category)
    found = match(address=who.address, phone=wish.requester.phone)
    workflow = usable_type(wish.type, by) or type_of(channel_of(wish.channel))
    fields = given(taken_by(workflow), wish.fields, "fields.")
    order = order_of(wish.order, by)
    ticket = Ticket.open_for(
        who,
        _incoming(wish, by),
        by=by,
        subject=wish.subject,
        team=team,
        match=found,
        workflow=workflow if wish.type else None,
        origin=wish.channel.value,
        requester_phone=wish.requester.phone,
        assignee=_assignee(wish, team),
        category=category,
        priority=wish.priority.value,
        language=wish.language or (found.contact.language if found.contact else ""),
        tags=Tag.objects.allowed(wish.tags, by),
        fields=fields.values,
    )
    fields.keep_files(ticket.entries.filter(verb=Verb.OPENED).first())
    link_order(ticket, order, by=by)
    return ticket


def _requester(wish: TicketIn) -> Requester:
    who = wish.requester
    return Requester(who.name or ("" if who.email else who.phone), who.email)


def _team(wish: TicketIn, by: User, category: Category | None) -> Team:
    """As told, else the category's, else the channel's, else the agent's first."""
    team = team_of(wish.team) or (category.heir.team if category else None)
    if team is None:
        source = channel_of(wish.channel)
        first = Team.objects.filter(pk__in=by.team_ids).first()
        team = (source.team if source else None) or first or Team.objects.first()
    if team is None:
        raise wrong("team", _("There is no team yet. Add one first."))
    return team


def _assignee(wish: TicketIn, team: Team) -> User | None:
    agent = agent_of(wish.assignee, "assignee")
    if agent and not may_own(agent, team):
        raise wrong(
            "assignee",
            _("%(agent)s does not work in the team %(team)s.")
            % {"agent": agent.name, "team": team.name},
        )
    return agent


def _incoming(wish: TicketIn, by: User) -> Incoming:
    return Incoming.told(
        Requester(wish.requester.name, wish.requester.email),
        subject=wish.subject,
        text=wish.text,
        html=wish.html,
        cause=f"api {by.email}"[:120],
    )


def _confirm(ticket: Ticket) -> None:
    """Once a day for an address, as with mail, so that nobody can be flooded."""
    address = ticket.requester_email
    if address and AutoReply.objects.allow(address):
        auto_reply.confirm(ticket, ticket.requester_name, address)
