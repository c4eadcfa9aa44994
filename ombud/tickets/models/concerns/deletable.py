"""A ticket goes to the bin, and comes back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from ombud.core.actor import Actor
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.concerns.movable import slug_of
from ombud.tickets.models.entry import Entry, Verb
from ombud.workflows.models import Action


class Deletable(TicketBase):
    """A ticket goes to the bin for thirty days; undo or `restore` brings it back."""

    class Meta:
        abstract = True

    @property
    def is_deleted(self) -> bool:
        """Whether it is in the bin."""
        return self.deleted_at is not None

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
    def restore(self, *, by: Actor) -> Entry:
        """Out of the bin, as it was."""
        ticket = self.locked()
        changes = ticket.change(deleted_at=None)
        return ticket.record(Verb.RESTORED, by=by, changes=changes)
