"""What a ticket has to do with an order, an invoice, an item, a parcel, a record."""

from typing import Any, TypeAlias

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.sales.models.invoice import Invoice
from ombud.sales.models.item import Item
from ombud.sales.models.order import Order
from ombud.sales.models.record import Record
from ombud.sales.models.shipment import Shipment
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed

Thing: TypeAlias = Order | Invoice | Item | Shipment | Record
KINDS: dict[str, type[Thing]] = {
    model.KIND: model for model in (Order, Invoice, Item, Shipment, Record)
}


class LinkState(models.TextChoices):
    """Whether it stands, or somebody has to look, or somebody has said no."""

    LINKED = "linked"
    SUGGESTED = "suggested"
    # Kept, so that nothing suggests it or links it by itself again.
    REFUSED = "refused"


class Reason(models.TextChoices):
    """Why they are believed to belong together, the surest first."""

    BY_HAND = "by_hand"
    OPENED = "opened"
    FIELD = "field"
    SENDER = "sender"
    WORD = "word"
    STRANGER = "stranger"
    NUMBER = "number"
    ANOTHER = "another"


SURENESS = {
    Reason.BY_HAND: 100,
    Reason.OPENED: 100,
    Reason.FIELD: 98,
    Reason.SENDER: 97,
    Reason.WORD: 90,
    Reason.STRANGER: 60,
    Reason.NUMBER: 50,
    Reason.ANOTHER: 25,
}


class LinkQuerySet(models.QuerySet["Link"]):
    """Finding links, and the verbs that make them."""

    def standing(self) -> "LinkQuerySet":
        """Those that count."""
        return self.filter(state=LinkState.LINKED)

    def shown(self) -> "LinkQuerySet":
        """What the ticket's page shows: links, and what is suggested."""
        return self.exclude(state=LinkState.REFUSED)

    def with_things(self) -> "LinkQuerySet":
        """With what they lead to; one query."""
        return self.select_related(
            "order",
            "invoice",
            "item",
            "record__type",
            "shipment__order",
            "shipment__carrier",
        )

    @transaction.atomic
    def link(
        self,
        ticket: Ticket,
        thing: Thing,
        *,
        by: Actor,
        why: Reason = Reason.BY_HAND,
        facts: dict[str, Any] | None = None,
    ) -> "Link":
        """They belong together; said twice it is said once."""
        ticket = ticket.locked()
        # A ticket that is being opened may be another team's at once.
        if why != Reason.OPENED:
            check(ticket, by)
        link, is_new = self._row(ticket, thing, why, facts)
        if is_new or not link.is_linked:
            link.settle(LinkState.LINKED, why=why, facts=facts)
            link.tell(Verb.LINKED, by=by, ticket=ticket)
        return link

    @transaction.atomic
    def suggest(
        self,
        ticket: Ticket,
        thing: Thing,
        *,
        why: Reason,
        facts: dict[str, Any] | None = None,
    ) -> "Link | None":
        """Perhaps they belong together; what was refused is not asked again."""
        link, is_new = self._row(ticket, thing, why, facts)
        if is_new:
            ticket.announce()
        return link if is_new else None

    @transaction.atomic
    def find_out(
        self, ticket: Ticket, thing: Thing, *, by: Actor, why: Reason, facts: Any = None
    ) -> "Link | None":
        """Linked by itself; never against what somebody has said."""
        link, is_new = self._row(ticket, thing, why, facts)
        if link.state == LinkState.REFUSED or (
            link.state == LinkState.LINKED and not is_new
        ):
            return None
        return self.link(ticket, thing, by=by, why=why, facts=facts)

    def _row(
        self,
        ticket: Ticket,
        thing: Thing,
        why: Reason,
        facts: dict[str, Any] | None,
    ) -> "tuple[Link, bool]":
        """The row of these two; a new one is a suggestion."""
        return self.get_or_create(
            ticket_id=ticket.pk,
            **{thing.KIND: thing},
            defaults={"kind": thing.KIND, "why": why, "facts": facts or {}},
        )


class Link(models.Model):
    """What a ticket has to do with an order, invoice, item, parcel or record."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="sales_links"
    )
    kind = models.CharField(max_length=10)
    order = models.ForeignKey(Order, models.CASCADE, null=True, related_name="links")
    invoice = models.ForeignKey(
        Invoice, models.CASCADE, null=True, related_name="links"
    )
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="links")
    shipment = models.ForeignKey(
        Shipment, models.CASCADE, null=True, related_name="links"
    )
    record = models.ForeignKey(Record, models.CASCADE, null=True, related_name="links")
    state = models.CharField(
        max_length=10, choices=LinkState.choices, default=LinkState.SUGGESTED
    )
    # A reason, and what its sentence needs.
    why = models.CharField(max_length=10)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            *(
                models.UniqueConstraint(fields=["ticket", kind], name=f"link_{kind}")
                for kind in KINDS
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    order=None, invoice=None, item=None, shipment=None, record=None
                ),
                name="link_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} – {self.kind}"

    @property
    def thing(self) -> Thing:
        """What it leads to."""
        found: Thing = getattr(self, self.kind)
        return found

    @property
    def is_linked(self) -> bool:
        """Whether it stands."""
        return self.state == LinkState.LINKED

    @property
    def sureness(self) -> int:
        """In a hundred."""
        return SURENESS.get(Reason(self.why), 50)

    @property
    def particulars(self) -> dict[str, Any]:
        """What the timeline tells of it."""
        return {"kind": self.kind, "number": self.thing.number, "reason": self.why}

    @transaction.atomic
    def confirm(self, *, by: Actor) -> Entry | None:
        """Yes, they belong together."""
        ticket = self.ticket.locked()
        check(ticket, by)
        if self.is_linked:
            return None
        self.settle(LinkState.LINKED)
        return self.tell(Verb.LINKED, by=by, ticket=ticket)

    @transaction.atomic
    def refuse(self, *, by: Actor) -> Entry | None:
        """No, they do not; remembered."""
        ticket = self.ticket.locked()
        check(ticket, by)
        if self.state == LinkState.REFUSED:
            return None
        was_linked = self.is_linked
        self.settle(LinkState.REFUSED)
        if was_linked:
            return self.tell(Verb.UNLINKED, by=by, ticket=ticket)
        # A suggestion that nobody took leaves no trace on the timeline.
        ticket.announce()
        return None

    def settle(
        self,
        state: LinkState,
        *,
        why: Reason | None = None,
        facts: dict[str, Any] | None = None,
    ) -> None:
        """Set where it stands; only the verbs call it."""
        self.state, self.why = state, why or self.why
        self.facts = facts if facts is not None else self.facts
        self.save(update_fields=["state", "why", "facts"])

    def tell(self, verb: Verb, *, by: Actor, ticket: Ticket) -> Entry:
        """On the timeline."""
        return ticket.record(verb, by=by, particulars=self.particulars)


def check(ticket: Ticket, by: Actor) -> None:
    """Whoever works on the ticket may link it to what they may see."""
    if isinstance(by, User) and not by.may(Permission.SEE_ORDERS):
        raise ActionNotAllowed(_("Your roles do not show you orders."), never=True)
    if not ticket.may_act(by):
        raise ActionNotAllowed(_("You may not do this on this ticket."), never=True)
