"""A ticket, and others that have to do with it."""

from django.db import transaction
from django.db.models import Q

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

    @transaction.atomic
    def unlink_from(self, other: "Linkable", *, by: Actor) -> Entry | None:
        """They have nothing to do with each other after all."""
        both = Q(ticket=self.pk, other=other.pk) | Q(ticket=other.pk, other=self.pk)
        gone, _each = TicketLink.objects.filter(both).delete()
        if not gone:
            return None
        other.record(Verb.UNLINKED, by=by, particulars={"number": self.number})
        return self.record(Verb.UNLINKED, by=by, particulars={"number": other.number})
