"""What stands beside a ticket of its customer: orders, invoices, warranties."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from ombud.core.addresses import address
from ombud.core.prepared import Prepared
from ombud.core.statements import ask
from ombud.sales.buyers import Buyer, Proof, asked_for, named, refused_of
from ombud.sales.chips import Chip, chips_of, emails_of, linked
from ombud.sales.models import Carrier, Invoice, Order
from ombud.sales.models.invoice import InvoiceQuerySet
from ombud.sales.states import ORDER_STATES, PAYMENT_STATES, SHIPMENT_STATES, Standing
from ombud.sales.warranty import end_of_warranty
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.users.permissions import Permission

COLUMNS = [
    "pk",
    "number",
    "placed_at",
    "state",
    "payment",
    "total",
    "currency",
    "buyer",
    "contact",
]
SHOWN, COUNTED, LINES = 6, 100, 8
# The newest of one customer: a look into an index for each way they are known.
MINE = """
(SELECT id, placed_at FROM sales_order WHERE contact_id = %(contact)s
 ORDER BY placed_at DESC, id DESC LIMIT %(counted)s)
UNION
(SELECT id, placed_at FROM sales_order WHERE organisation_id = %(company)s
 ORDER BY placed_at DESC, id DESC LIMIT %(counted)s)
UNION
SELECT own.id, own.placed_at FROM unnest(%(emails)s::text[]) AS mail, LATERAL (
 SELECT id, placed_at FROM sales_order WHERE lower(customer_email) = mail
 ORDER BY placed_at DESC, id DESC LIMIT %(counted)s) own
UNION
SELECT id, placed_at FROM sales_order WHERE id = ANY(%(linked)s)
"""
ORDERS = f"""
WITH mine AS ({MINE}), counted AS (SELECT count(*) FROM mine),
shown AS (SELECT id FROM mine ORDER BY id = ANY(%(linked)s) DESC,
 placed_at DESC, id DESC LIMIT %(shown)s)
SELECT o.id, o.number, o.placed_at, o.state, o.payment, o.total, o.currency,
 coalesce(contact.name, o.customer_name), o.contact_id,
 (SELECT json_agg(json_build_object('name', line.name, 'quantity', line.quantity,
  'price', line.price, 'serial', line.serial, 'number', item.number,
  'months', item.warranty_months) ORDER BY line.position)
  FROM sales_orderline line LEFT JOIN sales_item item ON item.id = line.item_id
  WHERE line.order_id = o.id),
 (SELECT json_agg(json_build_object('tracking', part.tracking, 'state', part.state,
  'carrier', carrier.name, 'url', carrier.tracking_url) ORDER BY part.position)
  FROM sales_shipment part LEFT JOIN sales_carrier carrier
  ON carrier.id = part.carrier_id WHERE part.order_id = o.id),
 (SELECT json_agg(json_build_object('number', invoice.number,
  'open', invoice.open_amount) ORDER BY invoice.issued_on)
  FROM sales_invoice invoice WHERE invoice.order_id = o.id),
 (SELECT count FROM counted)
FROM shown JOIN sales_order o USING (id)
LEFT JOIN customers_contact contact ON contact.id = o.contact_id
ORDER BY o.id = ANY(%(linked)s) DESC, o.placed_at DESC, o.id DESC
"""  # noqa: S608  # nothing but our own words


@dataclass(frozen=True, slots=True)
class LineBeside:
    """One line of an order."""

    name: str
    quantity: Decimal
    sum: Decimal
    serial: str
    number: str
    warranty_ends: date | None

    @property
    def url(self) -> str:
        """The page of its item."""
        return address("item", self.number) if self.number else ""

    @property
    def is_expired(self) -> bool:
        """Whether its warranty is over."""
        return self.warranty_ends is not None and (
            self.warranty_ends < timezone.localdate()
        )


@dataclass(frozen=True, slots=True)
class ParcelBeside:
    """One parcel of an order."""

    carrier: str
    tracking: str
    standing: Standing
    url: str


@dataclass(frozen=True, slots=True)
class InvoiceBeside:
    """An invoice of an order, with what is open of it."""

    number: str
    open: Decimal

    @property
    def url(self) -> str:
        """Its page."""
        return address("invoice", self.number)


@dataclass(frozen=True)
class OrderBeside:
    """An order as the panel shows it: whole, or in one line."""

    pk: int
    number: str
    placed_at: datetime
    state: str
    payment: str
    total: Decimal
    currency: str
    buyer: str
    contact: int | None
    lines: list[LineBeside]
    parcels: list[ParcelBeside]
    invoices: list[InvoiceBeside]
    is_linked: bool = False
    is_whole: bool = False

    @property
    def url(self) -> str:
        """Its page."""
        return address("order", self.number)

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return ORDER_STATES.of(self.state)

    @property
    def payment_standing(self) -> Standing:
        """Whether it is paid."""
        return PAYMENT_STATES.of(self.payment)

    @property
    def buyer_by_address(self) -> Buyer | None:
        """Whoever has bought it, where it is shown because of the sender's address."""
        if self.is_linked or not self.buyer:
            return None
        return Buyer(self.contact, self.buyer, self.number, Proof.BOUGHT)

    @property
    def summary(self) -> str:
        """Its lines on one line."""
        return ", ".join(line.name for line in self.lines)

    @property
    def shown_lines(self) -> list[LineBeside]:
        """The first of them."""
        return self.lines[:LINES]

    @property
    def more_lines(self) -> int:
        """How many are not shown."""
        return max(len(self.lines) - LINES, 0)


@dataclass
class Beside:
    """All of it, for one ticket and one reader: at most two more statements."""

    ticket: Ticket
    reader: User
    orders: list[OrderBeside] = field(default_factory=list)
    count: int = 0
    invoices: list[Invoice] = field(default_factory=list)

    @classmethod
    def of(cls, ticket: Ticket, reader: User) -> "Beside":
        """What this reader may see."""
        found = cls(ticket, reader)
        if reader.may(Permission.SEE_ORDERS):
            found._read()
        return found

    @property
    def url(self) -> str:
        """The fragment that shows it again."""
        return reverse("ticket-sales", args=[self.ticket.number])

    @property
    def counted(self) -> str:
        """How many orders there are."""
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)

    @cached_property
    def chips(self) -> list[Chip]:
        """Its links."""
        return chips_of(self.ticket, self.reader)

    @cached_property
    def warranties(self) -> list[tuple[OrderBeside, LineBeside]]:
        """Pieces with a warranty, those that run longest first."""
        found = [(o, line) for o in self.orders for line in o.lines]
        known = [pair for pair in found if pair[1].warranty_ends]
        known.sort(key=lambda pair: pair[1].warranty_ends or date.min, reverse=True)
        return known[:SHOWN]

    @cached_property
    def perhaps(self) -> Buyer | None:
        """Who an unknown sender may be, by what they name or have bought."""
        if self.ticket.contact_id or self.ticket.not_stored:
            return None
        if not self.reader.may(Permission.EDIT_CUSTOMERS):
            return None
        found = [named(chip.thing, self.ticket) for chip in self.chips]
        found += [order.buyer_by_address for order in self.orders]
        if not any(found):
            return None
        return next(asked_for(found, refused_of(self.ticket)), None)

    def _read(self) -> None:
        who = {
            "contact": self.ticket.contact_id,
            "company": self.ticket.contact.organisation_id
            if self.ticket.contact
            else None,
            "emails": emails_of(self.ticket),
            "linked": self._linked_orders(),
        }
        rows = ask(ORDERS, who | {"counted": COUNTED + 1, "shown": SHOWN})
        self.count = rows[0][-1] if rows else 0
        self.orders = [
            _order(row, place, who["linked"]) for place, row in enumerate(rows)
        ]
        self.invoices = _open_invoices(who)

    def _linked_orders(self) -> list[int]:
        """Also of linked invoices and parcels."""
        found = []
        for chip in linked(self.chips):
            thing = chip.thing
            order = thing if isinstance(thing, Order) else getattr(thing, "order", None)
            if order is not None:
                found.append(order.pk)
        return found


def _order(row: tuple[Any, ...], place: int, linked_orders: Any) -> OrderBeside:
    lines, parcels, invoices = row[9:12]
    placed_at: datetime = row[2]
    is_linked = row[0] in linked_orders
    return OrderBeside(
        **dict(zip(COLUMNS, row[:9], strict=True)),
        lines=[_line(one, placed_at.date()) for one in _parts(lines)],
        parcels=[_parcel(one) for one in _parts(parcels)],
        invoices=[
            InvoiceBeside(one["number"], Decimal(str(one["open"])))
            for one in _parts(invoices)
        ],
        is_linked=is_linked,
        is_whole=place == 0 or is_linked,
    )


def _parts(told: Any) -> Iterator[dict[str, Any]]:
    yield from (json.loads(told) if isinstance(told, str) else told) or ()


def _line(told: dict[str, Any], bought: date) -> LineBeside:
    quantity, price = Decimal(str(told["quantity"])), Decimal(str(told["price"]))
    return LineBeside(
        name=told["name"],
        quantity=quantity.normalize(),
        sum=quantity * price,
        serial=told["serial"],
        number=told["number"] or "",
        warranty_ends=end_of_warranty(bought, told["months"]),
    )


def _parcel(told: dict[str, Any]) -> ParcelBeside:
    carrier = Carrier(name=told["carrier"] or "", tracking_url=told["url"] or "")
    return ParcelBeside(
        carrier.name,
        told["tracking"],
        SHIPMENT_STATES.of(told["state"]),
        carrier.link_to(told["tracking"]),
    )


def _open_invoices(who: dict[str, Any]) -> list[Invoice]:
    """What they still owe, the oldest first."""
    emails = {f"email{place}": one for place, one in enumerate(who["emails"])}
    return _OWED.rows(
        bool(who["contact"]),
        bool(who["company"]),
        contact=who["contact"] or 0,
        company=who["company"] or 0,
        **emails,
    )


def _owed(
    has_contact: bool,  # noqa: FBT001  # part of the shape
    has_company: bool,  # noqa: FBT001  # part of the shape
    *,
    contact: int,
    company: int,
    **emails: str,
) -> InvoiceQuerySet:
    found = Invoice.objects.owed_by(
        contact if has_contact else None,
        company if has_company else None,
        [*emails.values()],
    )
    return found[:SHOWN]


_OWED = Prepared(_owed)
