"""An agent answers a notification by mail: it is a note, and never a message."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

from ombud.notifications.tokens import MANY, Token
from ombud.tickets.models import Entry, Ticket
from ombud.users.models import User
from ombud.workflows.models import Action, ActionKind

if TYPE_CHECKING:
    from ombud.core.actor import Actor
    from ombud.lib.mail import Mail


class NotAnswered(Exception):
    """The mail cannot become a note; says why, for whoever looks after the intake."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A mail that answers a notification."""

    mail: "Mail"
    token: Token

    @property
    def key(self) -> UUID | None:
        """The same mail twice is the same note."""
        named = self.mail.message_id
        return uuid5(NAMESPACE_URL, f"mail:{named}") if named else None

    @property
    def earlier(self) -> Entry | None:
        """The note that it has become before."""
        return Entry.objects.with_key(self.key)

    def keep(self, text: str) -> Entry:
        """The note by the agent whose token it is; raises NotAnswered."""
        ticket, agent = self._ticket(), self._agent()
        action = _note_action(ticket, agent)
        return self._kept(ticket, text, by=agent, action=action)

    def keep_anyway(self, text: str, *, by: "Actor") -> Entry:
        """Somebody has decided that it gets in: a note all the same."""
        return self._kept(self._ticket(), text, by=by, action=None)

    def _ticket(self) -> Ticket:
        if not self.token.is_genuine:
            raise NotAnswered(_("It claims to answer a notification that is not ours."))
        if self.token.number == MANY:
            raise NotAnswered(
                _(
                    "It answers a mail about several tickets. "
                    "Write on the ticket itself."
                )
            )
        tickets = Ticket.objects.for_page().filter(deleted_at=None)
        ticket: Ticket | None = tickets.filter(number=self.token.number).first()
        if ticket is None:
            raise NotAnswered(_("The ticket that it answers is no longer there."))
        return ticket

    def _agent(self) -> User:
        agent = User.objects.agents().filter(pk=self.token.user).first()
        if agent is None or agent.email.lower() != self.mail.from_.address.lower():
            raise NotAnswered(
                _("It answers a notification for %(name)s, and comes from %(address)s.")
                % {
                    "name": agent.name if agent else _("somebody who has left"),
                    "address": self.mail.from_.address,
                }
            )
        return agent

    def _kept(
        self, ticket: Ticket, text: str, *, by: "Actor", action: Action | None
    ) -> Entry:
        if not text.strip():
            raise NotAnswered(_("There is nothing in it but quoted text."))
        values: dict[str, Any] = {"text": text.strip(), "key": self.key}
        if action:
            entry: Entry = ticket.perform(action, by=by, values=values)
        else:
            entry = ticket.locked().note(by=by, **values)
        ticket.attach(entry, self.mail.attachments)
        return entry


def _note_action(ticket: Ticket, agent: User) -> Action:
    for action in ticket.actions_for(agent):
        if action.kind == ActionKind.NOTE:
            return action
    raise NotAnswered(
        _("%(name)s may not write notes on this ticket any more.")
        % {"name": agent.name}
    )
