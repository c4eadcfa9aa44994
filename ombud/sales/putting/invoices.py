"""Invoices, by number."""

from collections.abc import Iterable, Sequence
from functools import partial

from ombud.core.actor import Actor
from ombud.core.putting import Report
from ombud.sales.models import Invoice, Order
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
from ombud.sales.wishes import InvoiceWish


def put_invoices(wishes: Iterable[InvoiceWish], *, source: str, by: Actor) -> Report:
    """What is owed; each finds its order, and its customer by address or order."""
    return put_all(wishes, partial(_batch, source=source), source=source, by=by)


def _batch(
    wishes: Sequence[InvoiceWish], *, source: str
) -> Sorted[InvoiceWish, Invoice]:
    known = known_digests(Invoice, (wish.number for wish in wishes))
    owners = owners_of(wish.customer for wish in wishes)
    orders = _orders({wish.order for wish in wishes if wish.order})
    made = []
    for wish in wishes:
        row = _row(wish, owners, orders.get(wish.order))
        covered = (wish, row.order_id, row.contact_id, row.organisation_id)
        made.append((row, wish, covered))
    found = sort(Invoice, made, known)
    write(Invoice, found, source=source)
    learn(Invoice.KIND, (row.key for row, _wish in found.new))
    tell(Invoice.KIND, [row for row, _wish in found.changed])
    return found


def _orders(numbers: set[str]) -> dict[str, Order]:
    found = Order.objects.filter(number__in=numbers) if numbers else []
    return {order.number: order for order in found}


def _row(wish: InvoiceWish, owners: dict[str, Owner], order: Order | None) -> Invoice:
    """Who has ordered owes it, where the invoice does not say."""
    columns = columns_of(wish.customer, owners)
    if order and not wish.customer.email:
        columns = {name: getattr(order, name) for name in columns}
    return Invoice(
        number=wish.number,
        issued_on=wish.issued_on,
        due_on=wish.due_on,
        total=wish.total,
        open_amount=wish.open_amount,
        currency=wish.currency,
        state=wish.state,
        order_number=wish.order,
        order_id=order.pk if order else None,
        **columns,
    )
