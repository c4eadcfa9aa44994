"""A ticket, and others that have to do with it."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Entry, Verb
from ombud.tickets.models.link import CHILD, OPPOSITE, PARENT, RELATED, TicketLink
from ombud.workflows.models import ActionNotAllowed

# Nobody builds higher trees by hand.
MOST_GENERATIONS = 20


class Linkable(TicketBase):
    """Two tickets that have to do with each other know of it."""

    class Meta:
        abstract = True

    @transaction.atomic
    def link_to(
        self, other: "Linkable", *, by: Actor, why: str = "", kind: str = RELATED
    ) -> Entry:
        """Link both ways: each shows the other. `kind`: what the other is to this."""
        if kind in {CHILD, PARENT}:
            child, parent = (other, self) if kind == CHILD else (self, other)
            child._check_parent(parent)
        there = OPPOSITE.get(kind, kind)
        for one, two, what in ((self, other, kind), (other, self, there)):
            TicketLink.objects.get_or_create(
                ticket_id=one.pk, other_id=two.pk, kind=what
            )
        about = {"number": self.number, "why": why, "link": there}
        other.record(Verb.LINKED, by=by, particulars=about)
        about = {"number": other.number, "why": why, "link": kind}
        return self.record(Verb.LINKED, by=by, particulars=about)

    @transaction.atomic
    def unlink_from(self, other: "Linkable", *, by: Actor) -> Entry | None:
        """They have nothing to do with each other after all."""
        both = Q(ticket=self.pk, other=other.pk) | Q(ticket=other.pk, other=self.pk)
        gone, _each = TicketLink.objects.filter(both).delete()
        if not gone:
            return None
        other.record(Verb.UNLINKED, by=by, particulars={"number": self.number})
        return self.record(Verb.UNLINKED, by=by, particulars={"number": other.number})

    def _check_parent(self, parent: "Linkable") -> None:
        """One parent each, and nobody is above themselves."""
        links = TicketLink.objects.filter(kind=PARENT)
        known = links.filter(ticket=self.pk).exclude(other=parent.pk)
        if found := known.select_related("other").first():
            raise ActionNotAllowed(
                _(
                    "#%(number)s is a child of #%(parent)s already. "
                    "Take that link away first."
                )
                % {"number": self.number, "parent": found.other.number}
            )
        above: int | None = parent.pk
        for _generation in range(MOST_GENERATIONS):
            if above == self.pk:
                raise ActionNotAllowed(
                    _("#%(number)s stands above #%(parent)s already.")
                    % {"number": self.number, "parent": parent.number}
                )
            above = links.filter(ticket=above).values_list("other", flat=True).first()
            if above is None:
                return
