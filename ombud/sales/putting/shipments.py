"""Parcels that are told apart from their orders, by order and tracking code."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.core.putting import Report, lots
from ombud.lib.numbers import key_of
from ombud.sales.models import Carrier, Order, Shipment
from ombud.sales.putting.orders import put_parts, shipment_row
from ombud.sales.putting.rows import learn, tell
from ombud.sales.wishes import ParcelWish


def put_shipments(wishes: Iterable[ParcelWish], *, source: str, by: Actor) -> Report:
    """Each finds its order; a parcel that is known there is told anew."""
    report = Report()
    for batch in lots(wishes):
        with transaction.atomic():
            report.add(_batch(batch))
    return report


def _batch(wishes: Sequence[ParcelWish]) -> Report:
    report = Report()
    orders = {
        order.number: order
        for order in Order.objects.filter(number__in={one.order for one in wishes})
    }
    carriers = Carrier.objects.named({one.parcel.carrier for one in wishes})
    parcels = _known(orders)
    touched: dict[tuple[int, int], Shipment] = {}
    for wish in wishes:
        order = orders.get(wish.order)
        if order is None:
            report.refused.append((wish, _unknown(wish.order)))
            continue
        row = _put(wish, order, parcels.setdefault(order.pk, []), carriers, report)
        if row:
            touched[order.pk, row.position] = row
    put_parts(list(touched.values()))
    learn(Shipment.KIND, (row.tracking_key for row in touched.values()))
    changed = {pk for pk, _place in touched}
    tell(Order.KIND, [order for order in orders.values() if order.pk in changed])
    return report


def _unknown(number: str) -> str:
    text = _("There is no order “%(number)s” yet. Bring the orders in first.")
    return text % {"number": number}


def _known(orders: dict[str, Order]) -> dict[int, list[Shipment]]:
    found: dict[int, list[Shipment]] = {}
    for one in Shipment.objects.filter(order__in=list(orders.values())):
        found.setdefault(one.order_id, []).append(one)
    return found


def _put(
    wish: ParcelWish,
    order: Order,
    parcels: list[Shipment],
    carriers: dict[str, Carrier],
    report: Report,
) -> Shipment | None:
    """The row to write; None where nothing is new."""
    key = key_of(wish.parcel.tracking)
    known = next((one for one in parcels if one.tracking_key == key), None)
    place = known.position if known else len(parcels)
    row = shipment_row(order, place, wish.parcel, carriers)
    if known is None:
        parcels.append(row)
        report.created += 1
        return row
    if _said(row) == _said(known):
        report.unchanged += 1
        return None
    parcels[parcels.index(known)] = row
    report.changed += 1
    return row


def _said(row: Shipment) -> tuple[object, ...]:
    return (row.carrier_id, row.tracking, row.state, row.shipped_at, row.delivered_at)
