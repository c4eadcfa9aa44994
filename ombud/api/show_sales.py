"""Orders, items and invoices, as other programs see them."""

from decimal import Decimal

from django.http import HttpRequest

from ombud.api.schemas.people import ContactRef
from ombud.api.schemas.sales import (
    CustomerOut,
    InvoiceOut,
    ItemOut,
    LineOut,
    MoneyOut,
    OrderOut,
    RecordOut,
    ShipmentOut,
    TicketRef,
)
from ombud.sales.about import tickets_of
from ombud.sales.models import Invoice, Item, Order, Record
from ombud.sales.models.outside import OfCustomer
from ombud.users.models import User


def money(amount: Decimal, currency: str) -> MoneyOut:
    """With its cents."""
    return MoneyOut(amount=str(amount.quantize(Decimal("0.01"))), currency=currency)


def show_order(request: HttpRequest, pk: int, reader: User) -> OrderOut:
    """With all that belongs to it."""
    order = Order.objects.whole().get(pk=pk)
    return OrderOut(
        number=order.number,
        customer=_customer(order),
        contact=_contact(order),
        placed_at=order.placed_at,
        state=order.state,
        payment=order.payment,
        total=money(order.total, order.currency),
        lines=[
            LineOut(
                item=line.article or None,
                name=line.name,
                quantity=format(line.quantity.normalize(), "f"),
                price=money(line.price, order.currency),
                serial=line.serial or None,
                warranty_until=line.warranty_ends,
            )
            for line in order.lines.all()
        ],
        shipments=[
            ShipmentOut(
                carrier=parcel.carrier.name if parcel.carrier else None,
                tracking=parcel.tracking,
                state=parcel.state,
                url=parcel.tracking_link or None,
            )
            for parcel in order.shipments.all()
        ],
        invoices=[invoice.number for invoice in order.invoices.all()],
        tickets=[
            TicketRef(number=one.number, subject=one.subject, state=one.state.slug)
            for one in tickets_of(order, reader)
        ],
        source=order.source,
        fetched_at=order.fetched_at,
        url=request.build_absolute_uri(order.get_absolute_url()),
    )


def show_item(request: HttpRequest, item: Item) -> ItemOut:
    """All of it."""
    return ItemOut(
        number=item.number,
        name=item.name,
        supplier=item.supplier,
        has_serials=item.has_serials,
        warranty_months=item.warranty_months,
        image_url=item.image_url,
        price=money(item.price, item.currency) if item.price is not None else None,
        source=item.source,
        fetched_at=item.fetched_at,
        url=request.build_absolute_uri(item.get_absolute_url()),
    )


def show_invoice(request: HttpRequest, invoice: Invoice) -> InvoiceOut:
    """All of it."""
    return InvoiceOut(
        number=invoice.number,
        order=invoice.order_number or None,
        customer=_customer(invoice),
        contact=_contact(invoice),
        date=invoice.issued_on,
        due=invoice.due_on,
        total=money(invoice.total, invoice.currency),
        open_amount=money(invoice.open_amount, invoice.currency),
        state=invoice.standing.slug,
        source=invoice.source,
        fetched_at=invoice.fetched_at,
        url=request.build_absolute_uri(invoice.get_absolute_url()),
    )


def show_record(request: HttpRequest, record: Record, reader: User) -> RecordOut:
    """With the fields that its type names."""
    return RecordOut(
        type=record.type.slug,
        number=record.number,
        customer=_customer(record),
        contact=_contact(record),
        title=record.title,
        state=record.state,
        since=record.begun_on,
        fields=record.values,
        tickets=[
            TicketRef(number=one.number, subject=one.subject, state=one.state.slug)
            for one in tickets_of(record, reader)
        ],
        source=record.source,
        fetched_at=record.fetched_at,
        url=request.build_absolute_uri(record.get_absolute_url()),
    )


def _customer(thing: OfCustomer) -> CustomerOut:
    return CustomerOut(
        email=thing.customer_email or None,
        name=thing.customer_name or None,
        phone=thing.customer_phone or None,
    )


def _contact(thing: OfCustomer) -> ContactRef | None:
    contact = thing.contact
    return ContactRef(id=contact.pk, name=contact.name) if contact else None
