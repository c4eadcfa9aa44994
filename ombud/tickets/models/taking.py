"""Take next: each agent gets another ticket, the most urgent that waits longest."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from ombud.tickets.models.base import Priority
from ombud.tickets.models.concerns.assignable import may_own
from ombud.users.models import Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed, State, StateKind

if TYPE_CHECKING:
    from ombud.tickets.models.ticket import Ticket

URGENT_FIRST = (Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW)
# So many that may not be theirs; then they have to choose by hand.
MOST_TRIED = 20


class TakingQuerySet(models.QuerySet[Any]):
    """Giving out tickets that nobody has."""

    @transaction.atomic
    def take_next(self, *, by: User) -> "Ticket | None":
        """The next ticket is theirs now; None when nothing waits.

        Whoever asks at the same moment passes over the rows that others hold, so that
        nobody waits and no ticket is given twice.
        """
        if not by.may(Permission.WORK_TICKETS):
            raise ActionNotAllowed(_("Your role does not let you take tickets."))
        teams = on_duty_for(by)
        for priority in URGENT_FIRST:
            if ticket := self._take_of(priority, teams, by):
                return ticket
        return None

    def _take_of(self, priority: str, teams: list[int], by: User) -> "Ticket | None":
        awake = State.objects.filter(kind__in=[StateKind.NEW, StateKind.OPEN])
        waiting = self.filter(
            is_open=True,
            assignee=None,
            priority=priority,
            team__in=teams,
            state__in=awake.order_by().values("pk"),
        ).order_by("created_at")
        held = waiting.select_for_update(of=("self",), skip_locked=True)
        tried: list[int] = []
        while len(tried) < MOST_TRIED:
            # One row a time: what is held here is passed over by others.
            ticket: Ticket | None = held.exclude(pk__in=tried).first()
            if ticket is None:
                return None
            if may_own(by, ticket.team, ticket.workflow):
                ticket.assign(agent=by, by=by)
                return ticket
            tried.append(ticket.pk)
        return None


def on_duty_for(agent: User) -> list[int]:
    """The agent's teams; those that work in shifts only while they are on duty."""
    teams = Team.objects.filter(pk__in=agent.team_ids)
    rows = list(teams.order_by().values_list("pk", "is_shift"))
    if not any(is_shift for _pk, is_shift in rows) or agent.is_on_duty:
        return [pk for pk, _is_shift in rows]
    others = [pk for pk, is_shift in rows if not is_shift]
    if not others:
        raise ActionNotAllowed(
            _("Your team works in shifts. Set yourself to available first.")
        )
    return others
