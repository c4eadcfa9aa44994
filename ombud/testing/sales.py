"""Orders, items and invoices for tests, put as another system would."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from ombud.core.actor import Machine
from ombud.sales.models import Carrier, Invoice, Item, Order
from ombud.sales.wishes import (
    CustomerWish,
    InvoiceWish,
    ItemWish,
    LineWish,
    OrderWish,
    ShipmentWish,
)

SHOP = Machine("Shop")
LINES = (
    LineWish("Brio 200, cream", Decimal(12490), "M-200", serial="B2-004711"),
    LineWish("Descaler 500 ml", Decimal(189), "D-500", quantity=Decimal(2)),
)
PARCELS = (ShipmentWish("DHL", "JD0123456789", "in_transit"),)


def order_wish(number: str = "CC-10481", **said: Any) -> OrderWish:
    """An order of two lines, in one parcel."""
    email = said.pop("email", "")
    defaults: dict[str, Any] = {
        "placed_at": timezone.now().replace(microsecond=0),
        "total": Decimal(12868),
        "currency": "CZK",
        "customer": CustomerWish(email=email),
        "state": "shipped",
        "payment": "paid",
        "lines": LINES,
        "shipments": PARCELS,
    }
    return OrderWish(number, **(defaults | said))


def make_order(number: str = "CC-10481", **said: Any) -> Order:
    """The same, put."""
    return Order.put(order_wish(number, **said), source="shop", by=SHOP)[0]


def make_item(number: str = "M-200", name: str = "Brio 200", **said: Any) -> Item:
    """An item, put."""
    return Item.put(ItemWish(number, name, **said), source="shop", by=SHOP)[0]


def make_invoice(number: str = "FV-7718", **said: Any) -> Invoice:
    """An invoice, put; nothing is paid of it."""
    email = said.pop("email", "")
    defaults: dict[str, Any] = {
        "issued_on": date(2026, 8, 14),
        "total": Decimal(12868),
        "open_amount": Decimal(12868),
        "currency": "CZK",
        "customer": CustomerWish(email=email),
    }
    wish = InvoiceWish(number, **(defaults | said))
    return Invoice.put(wish, source="shop", by=SHOP)[0]


def make_carrier() -> Carrier:
    """DHL; a test that empties the tables takes those of the migrations along."""
    address = "https://www.dhl.de/verfolgen?piececode={tracking}"
    defaults = {"name": "DHL", "tracking_url": address}
    return Carrier.objects.get_or_create(slug="dhl", defaults=defaults)[0]
