"""Orders with their lines and parcels, by number."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TypeAlias

from django.db.models import Model

from ombud.core.actor import Actor
from ombud.core.putting import Report
from ombud.core.statements import ask
from ombud.core.upserting import upsert
from ombud.lib.numbers import key_of
from ombud.sales.models import Carrier, Item, Order, OrderLine, Shipment
from ombud.sales.putting.customers import Owner, columns_of, owners_of
from ombud.sales.putting.rows import (
    Sorted,
    known_digests,
    learn,
    put_all,
    sort,
    tell,
    write,
)
from ombud.sales.wishes import LineWish, OrderWish, ShipmentWish

Pairs: TypeAlias = Sequence[tuple[Order, OrderWish]]
# Invoices that came before their order; whose they are, the order knows.
ADOPT = """
UPDATE sales_invoice invoice SET order_id = o.id,
contact_id = coalesce(invoice.contact_id, o.contact_id),
organisation_id = coalesce(invoice.organisation_id, o.organisation_id)
FROM sales_order o WHERE o.number = ANY(%s) AND invoice.order_number = o.number
AND invoice.order_id IS NULL AND invoice.order_number <> ''
"""
# What an order had more of before.
CUT = """
DELETE FROM {table} part USING unnest(%s::bigint[], %s::int[]) AS kept (id, count)
WHERE part.order_id = kept.id AND part.position >= kept.count
"""


def put_orders(wishes: Iterable[OrderWish], *, source: str, by: Actor) -> Report:
    """Whole orders; lines and parcels that are not named any more go."""
    return put_all(wishes, partial(_batch, source=source), source=source, by=by)


def _batch(wishes: Sequence[OrderWish], *, source: str) -> Sorted[OrderWish, Order]:
    known = known_digests(Order, (wish.number for wish in wishes))
    owners = owners_of(wish.customer for wish in wishes)
    made = []
    for wish in wishes:
        row = _row(wish, owners)
        made.append((row, wish, (wish, row.contact_id, row.organisation_id)))
    found = sort(Order, made, known)
    write(Order, found, source=source)
    _write_lines(found.rows)
    _write_shipments(found.rows)
    _cut(found.changed)
    _learn(found)
    if found.new:
        ask(ADOPT, [[row.number for row, _wish in found.new]])
    tell(Order.KIND, [row for row, _wish in found.changed])
    return found


def _row(wish: OrderWish, owners: dict[str, Owner]) -> Order:
    return Order(
        number=wish.number,
        placed_at=wish.placed_at,
        state=wish.state,
        payment=wish.payment,
        total=wish.total,
        currency=wish.currency,
        **columns_of(wish.customer, owners),
    )


def _write_lines(pairs: Pairs) -> None:
    articles = {
        line.item for _row, wish in pairs for line in wish.lines or () if line.item
    }
    found = Item.objects.filter(number__in=articles) if articles else []
    items = {item.number: item.pk for item in found}
    put_parts(
        [
            _line(order, place, line, items)
            for order, wish in pairs
            for place, line in enumerate(wish.lines or ())
        ],
    )


def _line(order: Order, place: int, line: LineWish, items: dict[str, int]) -> OrderLine:
    return OrderLine(
        order_id=order.pk,
        position=place,
        article=line.item,
        item_id=items.get(line.item),
        name=line.name,
        quantity=line.quantity,
        price=line.price,
        serial=line.serial,
        serial_key=key_of(line.serial),
    )


def _write_shipments(pairs: Pairs) -> None:
    names = {one.carrier for _row, wish in pairs for one in wish.shipments or ()}
    carriers = Carrier.objects.named(names) if names else {}
    put_parts(
        [
            shipment_row(order, place, parcel, carriers)
            for order, wish in pairs
            for place, parcel in enumerate(wish.shipments or ())
        ],
    )


def shipment_row(
    order: Order, place: int, parcel: ShipmentWish, carriers: dict[str, Carrier]
) -> Shipment:
    return Shipment(
        order_id=order.pk,
        position=place,
        carrier=carriers.get(parcel.carrier),
        tracking=parcel.tracking,
        tracking_key=key_of(parcel.tracking),
        state=parcel.state,
        shipped_at=parcel.shipped_at,
        delivered_at=parcel.delivered_at,
    )


def put_parts(parts: Sequence[Model]) -> None:
    """By their place in the order: a line that is said again stays the same row."""
    upsert(parts, unique=["order", "position"])


def _cut(pairs: Pairs) -> None:
    for model, name in ((OrderLine, "lines"), (Shipment, "shipments")):
        said = [(order.pk, getattr(wish, name)) for order, wish in pairs]
        # Of whom nothing was said keeps what is there.
        counts = {pk: len(parts) for pk, parts in said if parts is not None}
        if counts:
            statement = CUT.format(table=model._meta.db_table)
            ask(statement, [list(counts), list(counts.values())])


def _learn(found: Sorted[OrderWish, Order]) -> None:
    learn(Order.KIND, (row.key for row, _wish in found.new))
    wishes = [wish for _row, wish in found.rows]
    learn(
        Shipment.KIND,
        (key_of(one.tracking) for wish in wishes for one in wish.shipments or ()),
    )
    learn("serial", (key_of(one.serial) for wish in wishes for one in wish.lines or ()))
