"""A ticket changes hands without anybody asking: absence, and what lies too long."""

from typing import Any

from django.db import transaction

from ombud.core.actor import Actor
from ombud.tickets.models.concerns.assignable import Assignable
from ombud.tickets.models.entry import Entry
from ombud.users.models import Absence, Team, User


class Coverable(Assignable):
    """A ticket changes hands: for an absence, after too long, and back."""

    class Meta:
        abstract = True

    @transaction.atomic
    def hand_over(self, absence: Absence, *, to: User, by: Actor) -> Entry:
        """It goes to whoever stands in for its absent owner."""
        self.absence = absence
        self.save(update_fields=["absence"])
        until = absence.last_day.isoformat()
        return self._pass_on(
            to, by=by, why="absent", name=absence.user.name, until=until
        )

    def give_to_helpdesk(
        self, owner: User, *, by: Actor, hours: int, team: Team | None = None
    ) -> Entry:
        """Nobody has taken it for too long: the general helpdesk owns it."""
        return self._pass_on(owner, team, by=by, why="ownerless", hours=hours)

    def release(self, *, by: Actor, hours: int) -> Entry:
        """Its owner has done nothing for too long: it waits in its team again."""
        name = self.assignee.name if self.assignee else ""
        return self._pass_on(None, by=by, why="idle", hours=hours, name=name)

    def reclaim(self, *, by: User) -> Entry:
        """Back from an absence: what went to somebody else is one's own again."""
        return self.assign(agent=by, by=by)

    def _pass_on(
        self, to: User | None, team: Team | None = None, *, by: Actor, **facts: Any
    ) -> Entry:
        return self.assign(agent=to, team=team, by=by, particulars=facts)
