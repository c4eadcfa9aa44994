"""Orders, items, invoices."""

import datetime as calendar
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field, field_validator, model_validator

from ombud.api.schemas.common import In, Out
from ombud.api.schemas.people import ContactRef

Amount = Annotated[Decimal, Field(max_digits=14, decimal_places=2)]
Quantity = Annotated[Decimal, Field(max_digits=12, decimal_places=3)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Number = Annotated[str, Field(max_length=64)]
Word = Annotated[str, Field(max_length=40)]
MOST_PARTS = 1000


class Money(In):
    """An amount with its currency."""

    amount: Amount
    currency: Currency


class MoneyOut(Out):
    """An amount with its currency."""

    amount: str
    currency: str


class InMoney(In):
    """What has amounts: as plain numbers beside `currency`, or each with its own."""

    currency: Currency

    @model_validator(mode="before")
    @classmethod
    def one_currency(cls, given: object) -> object:
        """{"total": {"amount", "currency"}} says the currency too."""
        # Ninja hands it over in a wrapping of its own.
        given = getattr(given, "_obj", given)
        if not isinstance(given, dict) or given.get("currency"):
            return given
        parts = [value for value in given.values() if isinstance(value, dict)]
        found = next((one["currency"] for one in parts if "currency" in one), None)
        return {**given, "currency": found} if found else given


def plain(given: object) -> object:
    """The amount of {"amount", "currency"}."""
    return given.get("amount") if isinstance(given, dict) else given


class CustomerIn(In):
    """Who bought it; a known address becomes its contact."""

    email: str = Field("", max_length=320)
    name: str = Field("", max_length=200)
    phone: str = Field("", max_length=40)


def nobody() -> CustomerIn:
    """Where the call names no customer."""
    return CustomerIn(email="", name="", phone="")


class LineIn(In):
    """One thing of an order; `item` is its article number."""

    item: Number = ""
    name: str = Field(min_length=1, max_length=300)
    quantity: Quantity = Decimal(1)
    price: Amount
    serial: Number = ""

    _price = field_validator("price", mode="before")(plain)


class ShipmentIn(In):
    """One parcel."""

    carrier: str = Field("", max_length=80)
    tracking: Number = ""
    state: Word = ""
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None


class OrderIn(InMoney):
    """A whole order: what is not named goes."""

    customer: CustomerIn = Field(default_factory=nobody)
    placed_at: datetime
    state: Word = ""
    payment: Word = ""
    total: Amount
    lines: list[LineIn] = Field([], max_length=MOST_PARTS)
    shipments: list[ShipmentIn] = Field([], max_length=MOST_PARTS)

    _total = field_validator("total", mode="before")(plain)

    @field_validator("placed_at")
    @classmethod
    def in_a_zone(cls, moment: datetime) -> datetime:
        """Without one it is meant in UTC."""
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class ItemIn(In):
    """A whole item."""

    name: str = Field(min_length=1, max_length=300)
    supplier: str = Field("", max_length=200)
    has_serials: bool = False
    warranty_months: int | None = Field(None, ge=0, le=1200)
    image_url: str = Field("", max_length=500)
    price: Money | None = None

    @field_validator("image_url")
    @classmethod
    def on_the_web(cls, address: str) -> str:
        """Pages lead to it."""
        if address and not address.startswith(("https://", "http://")):
            raise ValueError(_("This address does not begin with https://."))
        return address


class InvoiceIn(InMoney):
    """A whole invoice; `order` is the order's number."""

    customer: CustomerIn = Field(default_factory=nobody)
    order: Number = ""
    date: calendar.date
    due: calendar.date | None = None
    total: Amount
    open_amount: Amount = Decimal(0)
    state: Word = ""

    _total = field_validator("total", "open_amount", mode="before")(plain)


class RecordIn(In):
    """A whole record of one type; `fields` by the keys that its type names."""

    customer: CustomerIn = Field(default_factory=nobody)
    title: str = Field("", max_length=300)
    state: Word = ""
    since: calendar.date
    fields: dict[str, Any] = {}


class CustomerOut(Out):
    """Who bought it, as the shop says it."""

    email: str | None
    name: str | None
    phone: str | None


class LineOut(Out):
    """One thing of an order."""

    item: str | None
    name: str
    quantity: str
    price: MoneyOut
    serial: str | None
    warranty_until: calendar.date | None


class ShipmentOut(Out):
    """One parcel, and where one looks after it."""

    carrier: str | None
    tracking: str
    state: str
    url: str | None


class TicketRef(Out):
    """A ticket about it."""

    number: int
    subject: str
    state: str


class ItemOut(Out):
    """An item."""

    number: str
    name: str
    supplier: str
    has_serials: bool
    warranty_months: int | None
    image_url: str
    price: MoneyOut | None
    source: str
    fetched_at: datetime | None
    url: str


class RecordOut(Out):
    """A record, with the tickets that you may see."""

    type: str
    number: str
    customer: CustomerOut
    contact: ContactRef | None
    title: str
    state: str
    since: calendar.date
    fields: dict[str, Any]
    tickets: list[TicketRef]
    source: str
    fetched_at: datetime | None
    url: str


class InvoiceOut(Out):
    """An invoice."""

    number: str
    order: str | None
    customer: CustomerOut
    contact: ContactRef | None
    date: calendar.date
    due: calendar.date | None
    total: MoneyOut
    open_amount: MoneyOut
    state: str
    source: str
    fetched_at: datetime | None
    url: str


class OrderOut(Out):
    """An order, with its contact and the tickets that you may see."""

    number: str
    customer: CustomerOut
    contact: ContactRef | None
    placed_at: datetime
    state: str
    payment: str
    total: MoneyOut
    lines: list[LineOut]
    shipments: list[ShipmentOut]
    invoices: list[str]
    tickets: list[TicketRef]
    source: str
    fetched_at: datetime | None
    url: str
