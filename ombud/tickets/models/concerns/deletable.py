"""A ticket goes to the bin, and comes back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.actor import Actor, Machine
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.concerns.movable import slug_of
from ombud.tickets.models.entry import Entry, Verb
from ombud.workflows.models import Action, ActionNotAllowed

# Longer than a holiday, so that whoever was away can still bring it back; and short
# enough to tell a customer who asks for deletion when it will be done.
KEPT = timedelta(days=30)


class Deletable(TicketBase):
    """A ticket goes to the bin for thirty days; undo or `restore` brings it back."""

    class Meta:
        abstract = True

    @property
    def is_deleted(self) -> bool:
        """Whether it is in the bin."""
        return self.deleted_at is not None

    @property
    def gone_at(self) -> datetime | None:
        """When the bin lets go of it; None where it is not there."""
        return self.deleted_at + KEPT if self.deleted_at else None

    def check_action(self, action: Action, *, by: Actor) -> None:
        """In the bin nothing is done: a page that was open before may still try."""
        if self.is_deleted:
            raise ActionNotAllowed(_("This ticket is in the bin. Restore it first."))
        super().check_action(action, by=by)

    @transaction.atomic
    def delete_to_bin(
        self,
        *,
        by: Actor,
        action: Action | None = None,
        also: Mapping[str, Any] | None = None,
    ) -> Entry:
        """Nothing shows it any more but the bin."""
        now = self.deleted_at or timezone.now()
        changes = self.change(**(also or {}), deleted_at=now)
        return self.record(Verb.DELETED, by=by, changes=changes, action=slug_of(action))

    @transaction.atomic
    def restore(self, *, by: Actor) -> Entry | None:
        """Out of the bin, as it was; None where it is out already."""
        ticket = self.locked()
        if not ticket.may_act(by):
            raise ActionNotAllowed(_("You may not do this on this ticket."), never=True)
        if not ticket.is_deleted:
            return None
        changes = ticket.change(deleted_at=None)
        return ticket.record(Verb.RESTORED, by=by, changes=changes)

    def leave_bin(self, why: str) -> None:
        """By itself, because of what has come in; `why` is told on the timeline."""
        if self.is_deleted:
            changes = self.change(deleted_at=None)
            facts = {"why": why}
            self.record(Verb.RESTORED, by=Machine(), changes=changes, particulars=facts)
