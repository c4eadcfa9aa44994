"""Orders with lines and parcels: rows with the same number are one order."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ombud.sales.putting import put_orders
from ombud.sales.wishes import CustomerWish, LineWish, OrderWish, ShipmentWish
from ombud.sources.kinds.base import Kind, as_system
from ombud.sources.manner import (
    Column,
    Manner,
    Unusable,
    Values,
    amount,
    currency,
    moment,
    money,
)
from ombud.users.permissions import Permission

CUSTOMER = (
    Column("email", _("Customer’s e-mail"), most=320),
    Column("name", _("Customer’s name")),
    Column("phone", _("Customer’s phone"), most=40),
)


def customer_of(values: Values) -> CustomerWish:
    """Who bought it."""
    return CustomerWish(values.text("email"), values.text("name"), values.text("phone"))


def build_order(rows: Sequence[Values], manner: Manner) -> OrderWish:
    """The first row speaks for the order, each for its line."""
    first = rows[0]
    lines = tuple(_line(row) for row in rows if row.text("line") or row.text("item"))
    total = next((row["total"] for row in rows if row["total"] is not None), None)
    if total is None and not lines:
        raise Unusable(_now("There is neither a total nor a line with a price."))
    if total is None:
        total = sum((one.price * one.quantity for one in lines), Decimal(0))
    return OrderWish(
        number=first.text("number"),
        placed_at=first["placed_at"],
        total=total,
        currency=first.text("currency") or manner.currency,
        customer=customer_of(first),
        state=first.text("state"),
        payment=first.text("payment"),
        lines=lines if manner.has("line", "item") else None,
        shipments=_parcels(rows) if manner.has("tracking") else None,
    )


def _line(row: Values) -> LineWish:
    price = row["price"]
    if price is None:
        words = _now("The line “%(line)s” has no price.")
        raise Unusable(words % {"line": row.text("line") or row.text("item")})
    quantity = row["quantity"]
    return LineWish(
        name=row.text("line") or row.text("item"),
        price=price,
        item=row.text("item"),
        quantity=Decimal(1) if quantity is None else quantity,
        serial=row.text("serial"),
    )


def _parcels(rows: Sequence[Values]) -> tuple[ShipmentWish, ...]:
    found = {
        row.text("tracking"): ShipmentWish(row.text("carrier"), row.text("tracking"))
        for row in rows
        if row.text("tracking")
    }
    return tuple(found.values())


ORDERS = Kind(
    slug="orders",
    label=_("Orders with lines"),
    icon="package",
    permission=Permission.CHANGE_ORDERS,
    columns=(
        Column.numbered("number", _("Order number")),
        Column("placed_at", _("Date"), moment, required=True),
        Column("state", _("State"), most=40),
        Column("payment", _("Payment"), most=40),
        Column("total", _("Total"), money),
        Column("currency", _("Currency"), currency),
        *CUSTOMER,
        Column.numbered("item", _("Line: item number"), required=False),
        Column("line", _("Line: name"), most=300),
        Column("quantity", _("Line: quantity"), amount),
        Column("price", _("Line: price"), money),
        Column("serial", _("Line: serial number"), most=64),
        Column("carrier", _("Carrier"), most=80),
        Column("tracking", _("Tracking code"), most=64),
    ),
    build=build_order,
    put=as_system(put_orders),
    group="number",
)
