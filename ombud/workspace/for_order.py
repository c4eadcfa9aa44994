"""A ticket by hand that is about an order: its buyer, and which line is faulty."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Self

from django.utils.translation import gettext as _

from ombud.sales.about import tickets_of
from ombud.sales.models import Link, Order, OrderLine, Reason
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.users.permissions import Permission


@dataclass(frozen=True)
class About:
    """The order, its lines to tick, and what is open about it already."""

    order: Order | None = None
    parts: list[OrderLine] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)

    @classmethod
    def order_of(cls, number: str, reader: User) -> Self:
        """That order, where the reader may see it; else nothing."""
        if not number or not reader.may(Permission.SEE_ORDERS):
            return cls()
        found = Order.objects.select_related("contact", "organisation")
        order = found.filter(number=number).first()
        if order is None:
            return cls()
        lines = list(order.lines.select_related("item"))
        for line in lines:
            line.order = order
        still = [one for one in tickets_of(order, reader) if one.is_open]
        return cls(order, lines, still)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """To tick."""
        return [(str(line.position), line.name) for line in self.parts]

    def link(self, ticket: Ticket, positions: Collection[str], *, by: User) -> None:
        """The new ticket with the order, and with the items that were ticked."""
        if self.order is None:
            return
        links, why = Link.objects, Reason.OPENED
        links.link(ticket, self.order, by=by, why=why)
        for line in self.parts:
            if str(line.position) in positions and line.item:
                links.link(ticket, line.item, by=by, why=why)


def initial_for(given: dict[str, str], reader: User) -> dict[str, str]:
    """What the form begins with: the buyer stands in it already."""
    order = About.order_of(given.get("order", ""), reader).order
    if order is None:
        return {**given, "order": ""}
    buyer = {
        "name": order.customer_name,
        "email": order.customer_email,
        "phone": order.customer_phone,
    }
    if order.contact_id:
        buyer = {"person": f"contact-{order.contact_id}"}
    elif not any(buyer.values()):
        buyer = {}
    subject = _("Order %(number)s: ") % {"number": order.number}
    return {"subject": subject, **buyer, **given}
