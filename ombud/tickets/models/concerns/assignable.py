"""A ticket belongs to a team, and can belong to one agent of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.concerns.movable import slug_of
from ombud.tickets.models.entry import Entry, Verb
from ombud.users.models import Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import Action, ActionNotAllowed, Rights


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
        """Give it to an agent, or to a team, or to both; without an agent it waits."""
        also = {"assignee": agent, "team": team or self.team}
        return self.give(by=by, action=action, also=also)

    @transaction.atomic
    def give(
        self,
        *,
        by: Actor,
        also: Mapping[str, Any],
        action: Action | None = None,
        note: str = "",
    ) -> Entry:
        """Change whose it is, and what else the action changes.

        `note`: what the next one should know; it stands in the entry.
        """
        self.check_owner(also)
        target = {"state": action.to_state} if action and action.to_state else {}
        changes = self.change(**(target | dict(also)))
        return self.record(
            Verb.ASSIGNED, by=by, changes=changes, action=slug_of(action), text=note
        )

    def check_owner(self, also: Mapping[str, Any]) -> None:
        """Raise ActionNotAllowed where the new owner could not work on it.

        An agent who has no access to the team gets none through an assignment by
        mistake: they must work in the team, or see every ticket.
        """
        agent, team = also.get("assignee"), also.get("team") or self.team
        if agent is None:
            return
        words = {"agent": agent.name, "team": team.name, "type": self.workflow.label}
        if not may_own(agent, team):
            raise ActionNotAllowed(
                _("%(agent)s does not work in the team %(team)s.") % words
            )
        if not Rights.of(agent).may_own(self.workflow_id):
            raise ActionNotAllowed(
                _("%(agent)s may not own tickets of the type %(type)s.") % words
            )

    def owner_after_reply(self, by: Actor) -> User | None:
        """Replying takes what nobody has."""
        if self.assignee or not isinstance(by, User) or not self.may_belong_to(by):
            return self.assignee
        return by

    def may_belong_to(self, agent: User) -> bool:
        """Whether it may be theirs: by team, and by the type's own owners."""
        return may_own(agent, self.team) and Rights.of(agent).may_own(self.workflow_id)


def may_own(agent: User, team: Team) -> bool:
    """Whether the agent may own tickets of the team."""
    return agent.may(Permission.WORK_TICKETS) and (
        team.pk in agent.team_ids or agent.may(Permission.SEE_ALL_TICKETS)
    )
