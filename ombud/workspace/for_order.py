"""A ticket by hand that is about an order: its buyer, and which line is faulty."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from django.utils.translation import gettext as _

from ombud.lib.numbers import key_of
from ombud.sales.about import tickets_of
from ombud.sales.looking_up import look_up
from ombud.sales.models import Link, Order, OrderLine, Reason
from ombud.sales.searching import by_number
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workspace.callers import Caller

# So many orders of a person are offered; a shorter number says too little.
MOST, MOST_LIKE, SHORTEST = 5, 3, 4


@dataclass(frozen=True)
class ByNumber:
    """The orders whose number, or a piece's serial number, may have been typed."""

    orders: list[Order] = field(default_factory=list)
    # The one that can only be meant, and the serial number by which that was found.
    meant: Order | None = None
    serial: str = ""

    @classmethod
    def of(cls, words: str, reader: User) -> Self:
        """Nothing where there is no digit, or no right to see orders."""
        key = key_of(words)
        if len(key) < SHORTEST or not any(letter.isdigit() for letter in key):
            return cls()
        if not reader.may(Permission.SEE_ORDERS):
            return cls()
        hits = {hit.pk: hit for hit in look_up([key]) if hit.kind == "order"}
        like = list(by_number(_orders(), words)[:MOST_LIKE])
        exact = list(_orders().filter(pk__in=hits)) if hits else []
        meant = exact[0] if len(exact) == 1 else None
        is_serial = meant is not None and hits[meant.pk].by == "serial"
        orders = {order.pk: order for order in (*exact, *like)}
        return cls(list(orders.values()), meant, key if is_serial else "")

    @property
    def number(self) -> str:
        """Of the one that is meant."""
        return self.meant.number if self.meant else ""


@dataclass(frozen=True)
class OrderShown:
    """An order to choose, with its lines to tick."""

    order: Order
    is_chosen: bool
    lines: list[tuple[str, OrderLine]]

    @property
    def names(self) -> str:
        """What was bought, in short."""
        return ", ".join(line.name for _value, line in self.lines)


@dataclass
class About:
    """The orders of a person, the one that it is about, and what is open about that."""

    reader: User
    caller: Caller
    number: str = ""
    serial: str = ""

    @cached_property
    def orders(self) -> list[OrderShown]:
        """Theirs, the newest first, and the chosen one; three queries."""
        if not self.reader.may(Permission.SEE_ORDERS):
            return []
        rows = _orders().prefetch_related("lines__item")
        theirs = rows.of_person(self.caller.contact, self.caller.email.lower())[:MOST]
        found = list(theirs) if self.caller else []
        if self.number and self.number not in {one.number for one in found}:
            found = [*self._besides(rows), *found]
        return [self._shown(order) for order in found]

    @property
    def order(self) -> Order | None:
        """The one that it is about."""
        return next((one.order for one in self.orders if one.is_chosen), None)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """To tick, of each of them."""
        return [(key, line.name) for one in self.orders for key, line in one.lines]

    @property
    def faulty(self) -> list[str]:
        """What is ticked at first: what has that serial number, or all there is."""
        mine = [one for one in self.orders if one.is_chosen]
        lines = [pair for one in mine for pair in one.lines]
        named = [key for key, line in lines if self.serial and self._is_named(line)]
        return named or ([lines[0][0]] if len(lines) == 1 else [])

    @cached_property
    def tickets(self) -> list[Ticket]:
        """What is open about it already."""
        found = tickets_of(self.order, self.reader) if self.order else []
        return [ticket for ticket in found if ticket.is_open]

    def link(self, ticket: Ticket, ticked: Collection[str], *, by: User) -> None:
        """The new ticket with the order, and with the items that were ticked."""
        links, why = Link.objects, Reason.OPENED
        for one in self.orders:
            if one.is_chosen:
                links.link(ticket, one.order, by=by, why=why)
                for key, line in one.lines:
                    if key in ticked and line.item:
                        links.link(ticket, line.item, by=by, why=why)

    def _besides(self, rows: Any) -> list[Order]:
        """The chosen one, unless it is known to be somebody else's."""
        order = rows.filter(number=self.number).first()
        if order is None or self._is_others(order):
            return []
        return [order]

    def _is_others(self, order: Order) -> bool:
        mine = self.caller.contact.pk if self.caller.contact else None
        return bool(mine and order.contact_id and order.contact_id != mine)

    def _shown(self, order: Order) -> OrderShown:
        lines = list(order.lines.all())
        for line in lines:
            line.order = order
        keyed = [(f"{order.number}/{line.position}", line) for line in lines]
        return OrderShown(order, order.number == self.number, keyed)

    def _is_named(self, line: OrderLine) -> bool:
        return key_of(line.serial) == self.serial


def _orders() -> Any:
    return Order.objects.newest_first().select_related("contact__organisation")


def initial_for(given: dict[str, str], reader: User) -> dict[str, Any]:
    """What the form begins with: the buyer stands in it already."""
    number = given.get("order", "")
    order = None
    if number and reader.may(Permission.SEE_ORDERS):
        order = _orders().filter(number=number).first()
    if order is None:
        return {name: value for name, value in given.items() if name != "order"}
    buyer = Caller.of_order(order, reader)
    subject = _("Order %(number)s: ") % {"number": order.number}
    person = {"person": buyer.key} if buyer.name or buyer.email or buyer.phone else {}
    return {"subject": subject, **person, **given}
