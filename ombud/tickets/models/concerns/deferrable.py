"""Replies that leave later, tickets that sleep: until the customer writes."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.channels.models import DeliveryState
from ombud.core.actor import Actor, Machine
from ombud.tickets.models.concerns.reopenable import Reopenable
from ombud.tickets.models.concerns.repliable import LEAVES_AT
from ombud.tickets.models.concerns.snoozable import WROTE, Snoozable
from ombud.tickets.models.concerns.undoable import WROTE_FIRST, Undoable
from ombud.tickets.models.entry import Entry, Verb
from ombud.tickets.models.incoming import Incoming
from ombud.workflows.models import ActionNotAllowed


class Deferrable(Reopenable, Snoozable, Undoable):
    """What is put off: a reply until a moment, the whole ticket until a moment."""

    class Meta:
        abstract = True

    @transaction.atomic
    def put_off(self, entry: Entry, until: datetime | None, *, by: Actor) -> Entry:
        """A reply that waits leaves at another time; without one, now."""
        ticket = self.locked()
        if not ticket.may_take_back(entry, by):
            raise ActionNotAllowed(_("You may not do this on this ticket."), never=True)
        now = timezone.now()
        if until and until <= now:
            raise ActionNotAllowed(_("This time is over. Name a later one."))
        delivery = entry.message.delivery
        if entry.undone_at or not (delivery and delivery.put_off(until or now)):
            raise ActionNotAllowed(_("This reply has already left."))
        entry.particulars |= {LEAVES_AT: until.isoformat() if until else ""}
        entry.save(update_fields=["particulars"])
        facts = {"entry": entry.pk, "at": until.isoformat() if until else ""}
        return ticket.record(Verb.PUT_OFF, by=by, particulars=facts)

    def receive(
        self,
        incoming: Incoming,
        *,
        by: Actor,
        wake: bool = True,
        reopen: bool = True,
        at: datetime | None = None,
        home: int | None = None,
    ) -> Entry:
        """As ever; but what waits to be said is not said past a new message."""
        is_heard = wake and self.pk is not None
        if is_heard and self.sends_at:
            self._hold_back()
        entry = super().receive(
            incoming, by=by, wake=wake, reopen=reopen, at=at, home=home
        )
        if is_heard and self.is_asleep and not self._sleeps_through(incoming, by):
            self.wake_up(Machine(), WROTE)
        return entry

    def waiting_replies(self) -> "QuerySet[Entry]":
        """Replies that are to leave later, and have not yet."""
        return Entry.objects.filter(
            ticket_id=self.pk,
            verb=Verb.REPLIED,
            undone_at=None,
            particulars__has_key=LEAVES_AT,
            message__delivery__state=DeliveryState.QUEUED,
            message__delivery__attempts=0,
        ).select_related("message__delivery", "agent")

    def _hold_back(self) -> None:
        """Each is its author's draft again; what has just left, has left."""
        for entry in self.waiting_replies():
            entry.ticket = self  # type: ignore[assignment]  # a Ticket is one
            try:
                with transaction.atomic():
                    self.undo(entry, by=Machine(), because=WROTE_FIRST)
            except ActionNotAllowed:
                continue
        # The way back was gone on a row of its own.
        self.refresh_from_db()
        self._update({"sends_at": None})

    def _sleeps_through(self, incoming: Incoming, by: Actor) -> bool:
        return self.stays_asleep and self._is_thanks(incoming, by)
