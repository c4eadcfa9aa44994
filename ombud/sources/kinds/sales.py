"""Items, invoices, and parcels that are told apart from their orders."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from ombud.sales.putting import put_invoices, put_items, put_shipments
from ombud.sales.wishes import InvoiceWish, ItemWish, ParcelWish, ShipmentWish
from ombud.sources.kinds.base import Kind, as_system
from ombud.sources.kinds.orders import CUSTOMER, customer_of
from ombud.sources.manner import (
    Column,
    Manner,
    Values,
    currency,
    day,
    moment,
    money,
    web,
    whole,
    yes,
)
from ombud.users.permissions import Permission


def build_item(rows: Sequence[Values], manner: Manner) -> ItemWish:
    """One row, one item."""
    values = rows[-1]
    price = values["price"]
    return ItemWish(
        number=values.text("number"),
        name=values.text("name"),
        supplier=values.text("supplier"),
        has_serials=bool(values["has_serials"]),
        warranty_months=values["warranty_months"],
        image_url=values.text("image_url"),
        price=price,
        currency=(values.text("currency") or manner.currency) if price else "",
    )


def build_invoice(rows: Sequence[Values], manner: Manner) -> InvoiceWish:
    """One row, one invoice; without a word on what is open, its state says it."""
    values = rows[-1]
    total, still = values["total"], values["open_amount"]
    if still is None:
        is_owed = values.text("state").lower() in {"open", "overdue"}
        still = total if is_owed else Decimal(0)
    return InvoiceWish(
        number=values.text("number"),
        issued_on=values["issued_on"],
        total=total,
        currency=values.text("currency") or manner.currency,
        order=values.text("order"),
        customer=customer_of(values),
        due_on=values["due_on"],
        open_amount=still,
        state=values.text("state"),
    )


def build_parcel(rows: Sequence[Values], _manner: Manner) -> ParcelWish:
    """One row, one parcel."""
    values = rows[-1]
    return ParcelWish(
        values.text("order"),
        ShipmentWish(
            values.text("carrier"),
            values.text("tracking"),
            values.text("state"),
            values["shipped_at"],
            values["delivered_at"],
        ),
    )


ITEMS = Kind(
    slug="items",
    label=_("Items"),
    icon="coffee",
    permission=Permission.CHANGE_ORDERS,
    columns=(
        Column.numbered("number", _("Item number")),
        Column("name", _("Name"), most=300, required=True),
        Column("supplier", _("Supplier")),
        Column("has_serials", _("Has serial numbers"), yes),
        Column("warranty_months", _("Warranty in months"), whole, 1200),
        Column("image_url", _("Address of a picture"), web, 500),
        Column("price", _("Price"), money),
        Column("currency", _("Currency"), currency),
    ),
    build=build_item,
    put=as_system(put_items),
)
INVOICES = Kind(
    slug="invoices",
    label=_("Invoices"),
    icon="receipt",
    permission=Permission.CHANGE_ORDERS,
    columns=(
        Column.numbered("number", _("Invoice number")),
        Column("issued_on", _("Date"), day, required=True),
        Column("due_on", _("Due"), day),
        Column("total", _("Total"), money, required=True),
        Column("open_amount", _("Open amount"), money),
        Column("currency", _("Currency"), currency),
        Column("state", _("State"), most=40),
        Column.numbered("order", _("Order number"), required=False),
        *CUSTOMER,
    ),
    build=build_invoice,
    put=as_system(put_invoices),
)
SHIPMENTS = Kind(
    slug="shipments",
    label=_("Shipments"),
    icon="truck",
    permission=Permission.CHANGE_ORDERS,
    columns=(
        Column.numbered("order", _("Order number")),
        Column.numbered("tracking", _("Tracking code")),
        Column("carrier", _("Carrier"), most=80),
        Column("state", _("State"), most=40),
        Column("shipped_at", _("Shipped"), moment),
        Column("delivered_at", _("Delivered"), moment),
    ),
    build=build_parcel,
    put=as_system(put_shipments),
)
