"""Items, orders and invoices: put by whoever keeps them, read by whoever may."""

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Router, Status

from ombud.api.auth import ApiRequest
from ombud.api.errors import Problem, wrong
from ombud.api.schemas.sales import (
    CustomerIn,
    InvoiceIn,
    InvoiceOut,
    ItemIn,
    ItemOut,
    OrderIn,
    OrderOut,
)
from ombud.api.show_sales import show_invoice, show_item, show_order
from ombud.lib.numbers import LONGEST, key_of
from ombud.sales.models import Invoice, Item, Order
from ombud.sales.wishes import (
    CustomerWish,
    InvoiceWish,
    ItemWish,
    LineWish,
    OrderWish,
    ShipmentWish,
)
from ombud.users.permissions import Permission

router = Router(tags=["Sales"])
SOURCE = "api"


@router.put(
    "/items/{path:number}",
    response={200: ItemOut, 201: ItemOut},
    summary="Put an item",
)
def put_item(request: ApiRequest, number: str, wish: ItemIn) -> Status[ItemOut]:
    """The whole item; sent twice it is there once."""
    number = checked(request, number)
    price = wish.price
    item, is_new = Item.put(
        ItemWish(
            number,
            **wish.model_dump(exclude={"price"}),
            price=price.amount if price else None,
            currency=price.currency if price else "",
        ),
        source=SOURCE,
        by=request.auth,
    )
    return Status(201 if is_new else 200, show_item(request, item))


@router.put(
    "/orders/{path:number}",
    response={200: OrderOut, 201: OrderOut},
    summary="Put an order",
)
def put_order(request: ApiRequest, number: str, wish: OrderIn) -> Status[OrderOut]:
    """The whole order; lines and parcels that are not named any more go."""
    number = checked(request, number)
    order, is_new = Order.put(_order(number, wish), source=SOURCE, by=request.auth)
    shown = show_order(request, order.pk, request.auth)
    return Status(201 if is_new else 200, shown)


@router.put(
    "/invoices/{path:number}",
    response={200: InvoiceOut, 201: InvoiceOut},
    summary="Put an invoice",
)
def put_invoice(
    request: ApiRequest, number: str, wish: InvoiceIn
) -> Status[InvoiceOut]:
    """The whole invoice; `open_amount` is what is still to be paid."""
    number = checked(request, number)
    invoice, is_new = Invoice.put(
        InvoiceWish(
            number,
            issued_on=wish.date,
            due_on=wish.due,
            customer=_customer(wish.customer),
            **wish.model_dump(include=PLAIN),
        ),
        source=SOURCE,
        by=request.auth,
    )
    return Status(201 if is_new else 200, show_invoice(request, invoice))


@router.get("/orders/{path:number}", response=OrderOut, summary="Read an order")
def read_order(request: ApiRequest, number: str) -> OrderOut:
    """With its contact, and the tickets about it that you may see."""
    if not request.auth.may(Permission.SEE_ORDERS):
        raise Problem(403, _("Your roles do not show you orders."))
    order = Order.objects.filter(number=number).first()
    if order is None:
        raise Http404
    return show_order(request, order.pk, request.auth)


PLAIN = {"order", "total", "currency", "open_amount", "state"}


def checked(request: ApiRequest, number: str) -> str:
    """The number of the address, if this token may put something there."""
    if not request.auth.may(Permission.CHANGE_ORDERS):
        raise Problem(403, _("Your roles do not allow you to change orders."))
    number = number.strip()
    if not key_of(number) or len(number) > LONGEST:
        raise wrong("number", _("A number has letters or digits, at most 64 of them."))
    return number


def _order(number: str, wish: OrderIn) -> OrderWish:
    return OrderWish(
        number,
        placed_at=wish.placed_at,
        total=wish.total,
        currency=wish.currency,
        customer=_customer(wish.customer),
        state=wish.state,
        payment=wish.payment,
        lines=tuple(LineWish(**line.model_dump()) for line in wish.lines),
        shipments=tuple(ShipmentWish(**one.model_dump()) for one in wish.shipments),
    )


def _customer(who: CustomerIn) -> CustomerWish:
    return CustomerWish(**who.model_dump())
