"""What another system says of an order, an item, an invoice: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class CustomerWish:
    """Who bought it, as the shop knows them."""

    email: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LineWish:
    """One thing of an order; `item` is its article number."""

    name: str
    price: Decimal
    item: str = ""
    quantity: Decimal = Decimal(1)
    serial: str = ""


@dataclass(frozen=True, slots=True)
class ShipmentWish:
    """One parcel of an order."""

    carrier: str = ""
    tracking: str = ""
    state: str = ""
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParcelWish:
    """One parcel, told apart from its order; `order` is the order's number."""

    order: str
    parcel: ShipmentWish


@dataclass(frozen=True, slots=True)
class OrderWish:
    """A whole order. Lines or shipments that are None: nothing is said of them."""

    number: str
    placed_at: datetime
    total: Decimal
    currency: str
    customer: CustomerWish = CustomerWish()
    state: str = ""
    payment: str = ""
    lines: tuple[LineWish, ...] | None = ()
    shipments: tuple[ShipmentWish, ...] | None = ()


@dataclass(frozen=True, slots=True)
class ItemWish:
    """A whole item."""

    number: str
    name: str
    supplier: str = ""
    has_serials: bool = False
    warranty_months: int | None = None
    image_url: str = ""
    price: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceWish:
    """A whole invoice; `order` is the order's number."""

    number: str
    issued_on: date
    total: Decimal
    currency: str
    order: str = ""
    customer: CustomerWish = CustomerWish()
    due_on: date | None = None
    open_amount: Decimal = Decimal(0)
    state: str = ""


@dataclass(frozen=True, slots=True)
class RecordWish:
    """A whole record of one type."""

    number: str
    begun_on: date
    title: str = ""
    state: str = ""
    customer: CustomerWish = CustomerWish()
    values: Mapping[str, Any] = field(default_factory=dict)
