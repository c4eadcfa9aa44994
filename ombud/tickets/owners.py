"""Who may be given a ticket: the teams, and who works in them."""

from dataclasses import dataclass

from django.db.models import Prefetch

from ombud.tickets.models import Ticket
from ombud.users.models import Team, User
from ombud.users.permissions import Permission


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team, and those of it who may own its tickets."""

    team: Team
    people: list[User]


def owners_for(ticket: Ticket) -> list[TeamChoice]:
    """The ticket's own team first; in two queries."""
    members = User.objects.filter(
        is_active=True, roles__permissions__contains=[Permission.WORK_TICKETS]
    ).distinct()
    teams = Team.objects.prefetch_related(
        Prefetch("members", members, to_attr="people")
    )
    found = [TeamChoice(team, team.people) for team in teams]
    return sorted(found, key=lambda one: one.team.pk != ticket.team_id)
