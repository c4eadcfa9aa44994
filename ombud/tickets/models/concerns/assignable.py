"""A ticket belongs to a team, and can belong to one agent of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.actor import Actor, ActorKind
from ombud.lib import html as html_lib
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.concerns.movable import slug_of
from ombud.tickets.models.entry import Entry, EntryKind, Verb
from ombud.users.models import Helpdesk, Team, User
from ombud.users.permissions import Permission
from ombud.workflows.models import (
    Action,
    ActionNotAllowed,
    Assignment,
    Rights,
    Workflow,
)

# The action leaves it to the agent whose the ticket becomes.
FREE = {Assignment.KEEP, Assignment.ASK}


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
        note: str = "",
        action: Action | None = None,
        particulars: dict[str, Any] | None = None,
    ) -> Entry:
        """Give it to an agent, or to a team, or to both; without an agent it waits."""
        also = {"assignee": agent, "team": team or self.team}
        return self.give(
            by=by, action=action, also=also, note=note, particulars=particulars
        )

    @transaction.atomic
    def give(
        self,
        *,
        by: Actor,
        also: Mapping[str, Any],
        action: Action | None = None,
        note: str = "",
        particulars: dict[str, Any] | None = None,
    ) -> Entry:
        """Change whose it is, and what else the action changes.

        `note`: what the next one should know; it stands on the timeline as a note.
        From one line to another a person must say something.
        """
        self.check_owner(also)
        if by.actor_kind == ActorKind.AGENT and not note.strip():
            self._check_line(also.get("team"), action)
        target = {"state": action.to_state} if action and action.to_state else {}
        changes = self.change(**(target | dict(also)))
        return self.record(
            Verb.ASSIGNED,
            by=by,
            changes=changes,
            action=slug_of(action),
            particulars=particulars or {},
            **_words(note.strip()),
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
        if not may_own(agent, team, self.workflow):
            raise ActionNotAllowed(
                _("%(agent)s may not own tickets of the type %(type)s.") % words
            )

    def changes_line(self, team: Team) -> bool:
        """Whether it would go to another line: then colleagues start from nothing."""
        return team.tier != self.team.tier

    def _check_line(self, team: Team | None, action: Action | None) -> None:
        is_free = action is None or action.assignment in FREE
        if team and is_free and self.changes_line(team):
            raise ActionNotAllowed(
                _("%(team)s is another line (%(line)s). Say why, and what was tried.")
                % {"team": team.name, "line": team.tier_label}
            )

    def owner_after_reply(self, by: Actor) -> User | None:
        """Replying takes what nobody has, where the company wants that."""
        if self.assignee or not isinstance(by, User) or not self.may_belong_to(by):
            return self.assignee
        return by if Helpdesk.current().reply_takes else None

    def may_belong_to(self, agent: User) -> bool:
        """Whether it may be theirs: by team, and by the type's own owners."""
        return may_own(agent, self.team, self.workflow)


def may_own(agent: User, team: Team, workflow: Workflow | None = None) -> bool:
    """Whether the agent may own tickets of the team, and of that type.

    The one place that says so: for pages, mail, rules and programs.
    """
    works_there = agent.may(Permission.WORK_TICKETS) and (
        team.pk in agent.team_ids or agent.may(Permission.SEE_ALL_TICKETS)
    )
    return works_there and (workflow is None or Rights.of(agent).may_own(workflow.pk))


def _words(note: str) -> dict[str, Any]:
    """The columns of an entry that says something; none where it does not."""
    if not note:
        return {}
    html = html_lib.html_from(note)
    return {"kind": EntryKind.NOTE, "text": note, "reply_text": note, "html": html}
