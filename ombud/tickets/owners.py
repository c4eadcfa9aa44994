"""Who may be given a ticket: the teams, who works in them, and how busy they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ombud.tickets.models import Ticket
from ombud.tickets.models.concerns.assignable import may_own
from ombud.users.models import Team, User
from ombud.users.presence import Away, Crew
from ombud.workflows.models import Workflow
from ombud.workflows.models.right import know_rights, matrix

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who may own the ticket, with their load and who stands in for them."""

    user: User
    load: int
    away: Away | None = None
    # Here, and may own the ticket too.
    stand_in: User | None = None

    @property
    def away_words(self) -> str:
        """Until when they are away, and who stands in."""
        if self.away is None:
            return ""
        facts = {"day": until(self.away.until), "name": self.stand_in}
        if self.stand_in:
            return _("away until %(day)s, %(name)s stands in") % facts
        return _("away until %(day)s") % facts

    @property
    def status(self) -> str:
        """Of the dot beside the picture."""
        return "away" if self.away else self.user.availability


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team, and those of it who may own its tickets."""

    team: Team
    people: list[PersonChoice] = field(default_factory=list)
    # It is another line than the ticket's: then a reason is asked for.
    needs_reason: bool = False


def owners_for(ticket: Ticket) -> list[TeamChoice]:
    """The ticket's own team first; in three queries."""
    return owners_among([ticket])


def owners_among(tickets: Sequence[Ticket]) -> list[TeamChoice]:
    """Who may own all of these; their own teams first, in three queries."""
    crew, loads = Crew.of_agents(), loads_of_agents()
    know_rights(crew.people.values(), matrix())
    workflows = list({one.workflow_id: one.workflow for one in tickets}.values())
    choices = [
        TeamChoice(
            team,
            [
                _person(user, team, crew, loads, workflows)
                for user in crew.people.values()
                if team.pk in user.team_ids and _may_own_all(user, team, workflows)
            ],
            needs_reason=any(ticket.changes_line(team) for ticket in tickets),
        )
        for team in Team.objects.all()
    ]
    own = {ticket.team_id for ticket in tickets}
    return sorted(choices, key=lambda one: one.team.pk not in own)


def loads_of_agents() -> dict[int, int]:
    """{agent: open tickets that are theirs}."""
    owned = Ticket.objects.unfinished().filter(assignee__isnull=False).order_by()
    rows = owned.values_list("assignee").annotate(load=Count("pk"))
    return {pk: load for pk, load in rows if pk}


def until(last_day: date) -> str:
    """The last day in few words: a weekday where it is near."""
    if last_day - timezone.localdate() <= WEEK:
        return date_format(last_day, "l")
    return date_format(last_day, "MONTH_DAY_FORMAT")


def _may_own_all(user: User, team: Team, workflows: list[Workflow]) -> bool:
    return all(may_own(user, team, workflow) for workflow in workflows)


def _person(
    user: User,
    team: Team,
    crew: Crew,
    loads: dict[int, int],
    workflows: list[Workflow],
) -> PersonChoice:
    away = crew.absence_of(user)
    other = crew.stand_in_for(user.pk) if away else None
    if other and not _may_own_all(other, team, workflows):
        other = None
    return PersonChoice(user, loads.get(user.pk, 0), away, other)
