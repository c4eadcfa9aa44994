"""A ticket sleeps until a moment: until then it is in no list that asks for work."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.actor import Actor, Machine
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Entry, Verb
from ombud.workflows.models import ActionNotAllowed
from ombud.workflows.models.state import UNFINISHED

# Why it woke up: the time had come, the customer wrote, somebody woke it.
TIME, WROTE, HAND = "time", "wrote", "hand"


class Snoozable(TicketBase):
    """A ticket sleeps until a moment, and wakes when its customer writes."""

    class Meta:
        abstract = True

    @property
    def is_asleep(self) -> bool:
        """Whether nobody has to see to it now."""
        return self.asleep_until is not None and self.closed_at is None

    @transaction.atomic
    def sleep(
        self, until: datetime, *, by: Actor, through_thanks: bool = False
    ) -> Entry | None:
        """Out of the lists until then; None where it sleeps so already.

        `through_thanks`: mere thanks of the customer do not wake it.
        """
        ticket = self.locked()
        if not ticket.may_alter(by):
            raise ActionNotAllowed(_("You may not do this on this ticket."), never=True)
        if until <= timezone.now():
            raise ActionNotAllowed(_("This time is over. Name a later one."))
        if ticket.state.kind not in UNFINISHED:
            raise ActionNotAllowed(
                _("This ticket is done. Only an open one can sleep.")
            )
        changes = ticket.change(asleep_until=until, stays_asleep=through_thanks)
        ticket._update({"woken_at": None})
        return ticket.record(Verb.SNOOZED, by=by, changes=changes) if changes else None

    @transaction.atomic
    def wake(self, *, by: Actor) -> Entry | None:
        """Back in the lists; twice is once."""
        ticket = self.locked()
        if not ticket.may_alter(by):
            raise ActionNotAllowed(_("You may not do this on this ticket."), never=True)
        return ticket.wake_up(by, HAND) if ticket.is_asleep else None

    @transaction.atomic
    def wake_in_time(self) -> Entry | None:
        """The moment has come; asked again it does nothing."""
        ticket = self.locked()
        if ticket.asleep_until is None or ticket.asleep_until > timezone.now():
            return None
        return ticket.wake_up(Machine(), TIME)

    def wake_up(self, by: Actor, why: str) -> Entry:
        """Awake, with a mark in the lists; whoever put it to sleep hears of it."""
        slept = Entry.objects.filter(ticket_id=self.pk, verb=Verb.SNOOZED)
        sleeper = slept.order_by("-at", "-id").values_list("agent", flat=True).first()
        changes: dict[str, Any] = self.change(asleep_until=None, stays_asleep=False)
        if self.is_open and why != HAND:
            self._update({"woken_at": timezone.now()})
        particulars = {"why": why, "sleeper": sleeper}
        return self.record(Verb.WOKEN, by=by, changes=changes, particulars=particulars)
