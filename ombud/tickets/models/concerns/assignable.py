"""A ticket belongs to a team, and can belong to one agent of it."""

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
from ombud.workflows.models import Action, ActionNotAllowed, Workflow


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
        """Give it to an agent, or to a team, or to both; without an agent it waits.

        An agent who has no access to the team gets none through an assignment by
        mistake: they must work in the team, or see every ticket.

        `note`: what they should know; it stands on the timeline as a note. From one
        line to another a person must say something.
        """
        team = team or self.team
        if agent and not may_own(agent, team, self.workflow):
            raise ActionNotAllowed(
                _("%(agent)s does not work in the team %(team)s.")
                % {"agent": agent.name, "team": team.name}
            )
        if by.actor_kind == ActorKind.AGENT and not note.strip():
            self._check_line(team)
        changes = self.change(assignee=agent, team=team)
        return self.record(
            Verb.ASSIGNED,
            by=by,
            changes=changes,
            action=slug_of(action),
            particulars=particulars or {},
            **_words(note.strip()),
        )

    def changes_line(self, team: Team) -> bool:
        """Whether it would go to another line: then colleagues start from nothing."""
        return team.tier != self.team.tier

    def _check_line(self, team: Team) -> None:
        if self.changes_line(team):
            raise ActionNotAllowed(
                _("%(team)s is another line (%(line)s). Say why, and what was tried.")
                % {"team": team.name, "line": team.tier_label}
            )

    def owner_after_reply(self, by: Actor) -> User | None:
        """Replying takes what nobody has, where the company wants that."""
        takes = Helpdesk.current().reply_takes
        if takes and self.assignee is None and by.actor_kind == ActorKind.AGENT:
            return by if isinstance(by, User) else None
        return self.assignee


def may_own(agent: User, team: Team, workflow: Workflow | None = None) -> bool:
    """Whether the agent may own tickets of the team, in that workflow.

    The one place that says so: for pages, mail, rules and programs.
    """
    return agent.may(Permission.WORK_TICKETS) and (
        team.pk in agent.team_ids or agent.may(Permission.SEE_ALL_TICKETS)
    )


def _words(note: str) -> dict[str, Any]:
    """The columns of an entry that says something; none where it does not."""
    if not note:
        return {}
    html = html_lib.html_from(note)
    return {"kind": EntryKind.NOTE, "text": note, "reply_text": note, "html": html}
