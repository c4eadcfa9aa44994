"""A ticket that another program begins: the same ticket as any other way makes."""

from typing import Any

from django.utils.translation import gettext as _

from ombud.api.errors import Problem, wrong
from ombud.api.finding import agent_of, team_of
from ombud.api.schemas.tickets import TicketIn
from ombud.channels.models import Channel
from ombud.core.actor import Actor, Requester
from ombud.customers.models import Contact
from ombud.intake import auto_reply
from ombud.intake.models import AutoReply
from ombud.lib import html as html_lib
from ombud.tickets.models import Ticket
from ombud.tickets.models.concerns.assignable import may_own
from ombud.tickets.models.incoming import Incoming
from ombud.users.models import Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import Workflow
from ombud.workflows.starting import starter


def create(wish: TicketIn, *, by: User) -> Ticket:
    """The ticket, with what the requester says as its first message."""
    if not by.may(Permission.WORK_TICKETS):
        raise Problem(403, _("Your roles do not allow this."))
    if not (wish.text or wish.html):
        raise wrong("text", _("A ticket needs a first message: give text or html."))
    contact = Contact.objects.with_address(wish.requester.email)
    ticket = _begin(wish, contact, by)
    author: Actor = contact or _requester(wish)
    ticket.receive(_incoming(wish, by), by=author)
    if wish.send_auto_reply:
        _confirm(ticket)
    return ticket


def _begin(wish: TicketIn, contact: Contact | None, by: User) -> Ticket:
    source = _source(wish)
    team = _team(wish, source, by)
    return Ticket.begin(
        subject=wish.subject,
        team=team,
        workflow=_workflow(source),
        channel=source,
        contact=contact,
        requester=_requester(wish),
        requester_phone=wish.requester.phone,
        origin=wish.channel.value,
        assignee=_assignee(wish, team),
        priority=wish.priority.value,
        language=wish.language or (contact.language if contact else ""),
        tags=wish.tags,
        fields=wish.fields,
    )


def _requester(wish: TicketIn) -> Requester:
    who = wish.requester
    return Requester(who.name or ("" if who.email else who.phone), who.email)


def _source(wish: TicketIn) -> Channel | None:
    """The one channel of that kind, where there is just one."""
    found = list(Channel.objects.filter(kind=wish.channel, enabled=True)[:2])
    return found[0] if len(found) == 1 else None


def _workflow(source: Channel | None) -> Workflow:
    return source.workflow if source else starter("support")


def _team(wish: TicketIn, source: Channel | None, by: User) -> Team:
    """As told, else the channel's, else the agent's first: one they may work in."""
    team = team_of(wish.team)
    if team is None:
        first = Team.objects.filter(pk__in=by.team_ids).first()
        team = (source.team if source else None) or first or Team.objects.first()
    if team is None:
        raise wrong("team", _("There is no team yet. Add one first."))
    if not may_own(by, team):
        raise Problem(
            403, _("You do not work in the team %(team)s.") % {"team": team.name}
        )
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
    html = html_lib.clean(wish.html) if wish.html else html_lib.html_from(wish.text)
    text = wish.text or html_lib.text_from(html)
    words: dict[str, Any] = {
        "text": text,
        "reply_text": text,
        "html": html,
        "cause": f"api {by.email}"[:120],
    }
    envelope = {
        "from_name": wish.requester.name,
        "from_address": wish.requester.email,
        "subject": wish.subject,
        "filed_by": "new",
    }
    return Incoming(words=words, envelope=envelope)


def _confirm(ticket: Ticket) -> None:
    """Once a day for an address, as with mail, so that nobody can be flooded."""
    address = ticket.requester_email
    if address and AutoReply.objects.allow(address):
        auto_reply.confirm(ticket, ticket.requester_name, address)
