"""A ticket belongs to a team, and can belong to one agent of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.actor import Actor, ActorKind
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.concerns.movable import slug_of
from ombud.tickets.models.entry import Entry, Verb
from ombud.users.models import Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import Action, ActionNotAllowed


class Assignable(TicketBase):
    """A ticket belongs to a team, and can belong to one agent."""

    class Meta:
        abstract = True

    @property
    def is_assigned(self) -> bool:
        """Whether somebody has it."""
        return self.assignee_id is not None

    @transaction.atomic
    def assign(
        self,
        *,
        by: Actor,
        agent: User | None = None,
        team: Team | None = None,
        action: Action | None = None,
    ) -> Entry:
        """Give it to an agent, or to a team, or to both; without an agent it waits.

        An agent who has no access to the team gets none through an assignment by
        mistake: they must work in the team, or see every ticket.
        """
        team = team or self.team
        if agent and not may_own(agent, team):
            raise ActionNotAllowed(
                _("%(agent)s does not work in the team %(team)s.")
                % {"agent": agent.name, "team": team.name}
            )
        changes = self.change(assignee=agent, team=team)
        return self.record(
            Verb.ASSIGNED, by=by, changes=changes, action=slug_of(action)
        )

    def owner_after_reply(self, by: Actor) -> User | None:
        """Replying takes what nobody has."""
        if self.assignee is None and by.actor_kind == ActorKind.AGENT:
            return by if isinstance(by, User) else None
        return self.assignee


def may_own(agent: User, team: Team) -> bool:
    """Whether the agent may own tickets of the team."""
    return agent.may(Permission.WORK_TICKETS) and (
        team.pk in agent.team_ids or agent.may(Permission.SEE_ALL_TICKETS)
    )
