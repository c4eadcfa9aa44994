"""Whose a ticket becomes by an action, as columns to change."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q

from ombud.core.actor import Actor
from ombud.users.models import Absence, Availability, Team, User
from ombud.users.permissions import Permission
from ombud.users.presence import stand_in_for
from ombud.workflows.models import Action, ActionKind, Assignment, owners_of

if TYPE_CHECKING:
    from ombud.tickets.models.base import TicketBase

# What these kinds mean by themselves.
BY_KIND = {ActionKind.TAKE: Assignment.ME, ActionKind.ASSIGN: Assignment.ASK}


Wish = dict[str, Any]


def way_of(action: Action) -> Assignment:
    """How it assigns: as it says, or as its kind means."""
    way = Assignment(action.assignment)
    if way == Assignment.KEEP:
        return BY_KIND.get(ActionKind(action.kind), way)
    return way


def new_owner(ticket: "TicketBase", action: Action, by: Actor, values: Wish) -> Wish:
    """{"assignee", "team"} as they shall be; takes "agent" and "team" from values."""
    way = way_of(action)
    if way == Assignment.ASK:
        return _chosen(ticket, values)
    if way == Assignment.ME:
        return {"assignee": by} if isinstance(by, User) else {}
    find = FINDERS.get(way)
    return find(ticket, action) if find else {}


def _chosen(ticket: "TicketBase", values: Wish) -> Wish:
    """As somebody has said; a team alone lets it wait there."""
    if not {"agent", "team"} & set(values):
        return {}
    agent, team = values.pop("agent", None), values.pop("team", None)
    return {"assignee": agent, "team": team or ticket.team}


def _certain(_ticket: "TicketBase", action: Action) -> Wish:
    return {"assignee": action.assign_agent} if action.assign_agent else {}


def _team(_ticket: "TicketBase", action: Action) -> Wish:
    team = action.assign_team
    return {"team": team, "assignee": None} if team else {}


def _nobody(_ticket: "TicketBase", _action: Action) -> Wish:
    return {"assignee": None}


def _next(ticket: "TicketBase", action: Action) -> Wish:
    """The agents of the team in turn; nobody where nobody may own it."""
    team = action.assign_team or ticket.team
    return {"team": team, "assignee": in_turn(team, candidates(team, ticket))}


def _idlest(ticket: "TicketBase", action: Action) -> Wish:
    """Who of the team has least to do; nobody where nobody may own it."""
    team = action.assign_team or ticket.team
    return {"team": team, "assignee": idlest(candidates(team, ticket))}


def _customers(ticket: "TicketBase", _action: Action) -> Wish:
    """Who is responsible for the customer, or for their company."""
    contact = ticket.contact
    if contact is None:
        return {}
    company = contact.organisation
    owner = contact.responsible or (company and company.responsible)
    here = stand_in_for(owner) if owner else None
    return {"assignee": here} if here else {}


FINDERS: dict[Assignment, Callable[["TicketBase", Action], Wish]] = {
    Assignment.AGENT: _certain,
    Assignment.TEAM: _team,
    Assignment.NOBODY: _nobody,
    Assignment.ROUND_ROBIN: _next,
    Assignment.LEAST_LOADED: _idlest,
    Assignment.CUSTOMER_OWNER: _customers,
}


def candidates(team: Team, ticket: "TicketBase") -> list[User]:
    """Who of the team works now and may own tickets of this type."""
    agents = User.objects.filter(
        owners_of(ticket.workflow),
        is_active=True,
        availability=Availability.ON,
        roles__permissions__contains=[Permission.WORK_TICKETS],
        pk__in=team.members.values("pk"),
    ).exclude(pk__in=[absence.user_id for absence in Absence.objects.running()])
    return list(agents.order_by("pk").distinct())


def in_turn(team: Team, agents: list[User]) -> User | None:
    """The next one, and the team remembers; two at once get two turns."""
    if not agents:
        return None
    Team.objects.filter(pk=team.pk).update(turn=F("turn") + 1)
    turn = Team.objects.values_list("turn", flat=True).get(pk=team.pk)
    return agents[turn % len(agents)]


def idlest(agents: list[User]) -> User | None:
    """Who has the fewest open tickets."""
    ranked = User.objects.filter(pk__in=[agent.pk for agent in agents]).annotate(
        load=Count("assigned_tickets", filter=Q(assigned_tickets__is_open=True))
    )
    return ranked.order_by("load", "pk").first()
