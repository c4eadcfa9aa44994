"""Two tickets that have to do with each other know of it."""

from django.db import transaction

from ombud.core.actor import Actor
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Entry, Verb
from ombud.tickets.models.link import TicketLink


class Linkable(TicketBase):
    """Two tickets that have to do with each other know of it."""

    class Meta:
        abstract = True

    @transaction.atomic
    def link_to(self, other: "Linkable", *, by: Actor, why: str = "") -> Entry:
        """Link both ways: each shows the other."""
        for one, two in ((self, other), (other, self)):
            TicketLink.objects.get_or_create(ticket_id=one.pk, other_id=two.pk)
        other.record(
            Verb.LINKED, by=by, particulars={"number": self.number, "why": why}
        )
        return self.record(
            Verb.LINKED, by=by, particulars={"number": other.number, "why": why}
        )
