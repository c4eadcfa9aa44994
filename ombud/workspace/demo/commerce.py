"""What the shop has sold: items, orders, invoices, contracts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from ombud.core.actor import Machine
from ombud.sales.models import RecordType
from ombud.sales.putting import put_invoices, put_items, put_orders, put_records
from ombud.sales.wishes import (
    CustomerWish,
    InvoiceWish,
    ItemWish,
    LineWish,
    OrderWish,
    RecordWish,
    ShipmentWish,
)
from ombud.workspace.demo.cast import Cast
from ombud.workspace.demo.story import Story

GOODS = Path(__file__).parent / "goods.txt"
SOURCE = "shop.crema.example"
SHOP = Machine("Crema & Co.")
FIRST, LAST = 10241, 10540
MENTIONED = re.compile(r"CC-(1\d{4}|7\d{3})(?!\d)")
SERIAL = re.compile(r"\b(B3|LP)-(\d{4,6})\b")
# How far back the first of the orders lies.
SPAN = timedelta(days=330)
CURRENCIES = {"cs": "CZK", "hu": "HUF", "en-gb": "GBP"}
RATES = {"CZK": Decimal(25), "HUF": Decimal(395), "GBP": Decimal("0.86")}
CARRIERS = {
    "de": ("DHL", "JD01", 10),
    "cs": ("Zásilkovna", "Z", 10),
    "hu": ("GLS", "GL", 9),
    "el": ("ACS", "AC", 9),
    "en-gb": ("Royal Mail", "RM", 9),
}


@dataclass(frozen=True, slots=True)
class Goods:
    """One line of goods.txt."""

    wish: ItemWish
    serial: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys, and in which country."""

    customer: CustomerWish
    language: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An order, invoice or piece that a story names, and when."""

    buyer: Buyer
    at: datetime
    serial: str = ""
    # What they have written: what it names was in the order.
    text: str = ""


def sell(cast: Cast, told: list[Story], now: datetime) -> None:
    """All of it, the same each time; a few statements."""
    goods = list(read_goods())
    dice = Random(7)  # noqa: S311  # nothing secret
    put_items((one.wish for one in goods), source=SOURCE, by=SHOP)
    named = mentions(cast, told, now)
    buyers = [buyer_of(cast, key) for key in cast.contacts]
    orders = list(Sale(goods, buyers, named, dice, now).orders())
    put_orders(orders, source=SOURCE, by=SHOP)
    put_invoices(invoices(orders, named, now), source=SOURCE, by=SHOP)
    sign(cast, now)


def read_goods() -> Iterator[Goods]:
    """goods.txt, line by line."""
    for line in GOODS.read_text("utf-8").splitlines():
        number, name, supplier, months, serial, price = map(str.strip, line.split("|"))
        prefix = serial.removeprefix("serial ").removeprefix("-")
        wish = ItemWish(
            number,
            name,
            supplier,
            has_serials=bool(prefix),
            warranty_months=int(months) if months != "-" else None,
            price=Decimal(price),
            currency="EUR",
        )
        yield Goods(wish, prefix)


def mentions(cast: Cast, told: list[Story], now: datetime) -> dict[str, Mention]:
    """{number: who names it first}: those shall be theirs."""
    found: dict[str, Mention] = {}
    for story in told:
        said = [step.text for step in story.steps if step.verb == "in"]
        text = "\n".join([story.subject, *said])
        serial = SERIAL.search(text)
        who = Mention(
            buyer_of(cast, story.who, story.language),
            now - story.ago,
            serial[0] if serial else "",
            text,
        )
        for number in MENTIONED.findall(text):
            found.setdefault(number, who)
        if serial and not MENTIONED.search(text):
            found.setdefault(str(LAST - 200 - len(found)), who)
    return found


def buyer_of(cast: Cast, who: str, language: str = "") -> Buyer:
    """Of the directory, or as the story calls them."""
    person = cast.person(who)
    customer = CustomerWish(person.address, person.name, person.phone)
    known = person.contact.language if person.contact else ""
    return Buyer(customer, known or language)


class Sale:
    """The orders, one after the other."""

    def __init__(
        self,
        goods: list[Goods],
        buyers: list[Buyer],
        named: dict[str, Mention],
        dice: Random,
        now: datetime,
    ) -> None:
        self.goods, self.buyers, self.named = goods, buyers, named
        self.dice, self.now = dice, now

    def orders(self) -> Iterator[OrderWish]:
        """All numbers of the year, and older ones that somebody names."""
        older = {int(n) for n in self.named if len(n) == 5 and int(n) < FIRST}
        for number in sorted({*range(FIRST, LAST + 1), *older}):
            yield self.order(number)

    def order(self, number: int) -> OrderWish:
        """One of them, some days before its buyer writes."""
        named = self.named.get(str(number))
        buyer = named.buyer if named else self.dice.choice(self.buyers)
        age = SPAN * (LAST + 1 - number) / (LAST + 1 - FIRST)
        at = named.at - timedelta(days=4, hours=3) if named else self.now - age
        lines = tuple(
            replace(line, price=local_price(line.price, buyer.language))
            for line in self.lines(named)
        )
        state, payment = self.standing(self.now - at)
        currency = CURRENCIES.get(buyer.language, "EUR")
        return OrderWish(
            f"CC-{number}",
            placed_at=at.replace(microsecond=0),
            total=sum((line.price * line.quantity for line in lines), Decimal(0)),
            currency=currency,
            customer=buyer.customer,
            state=state,
            payment=payment,
            lines=lines,
            shipments=tuple(self.parcels(buyer, state, at)),
        )

    def lines(self, named: Mention | None) -> Iterator[LineWish]:
        """One to three things; what a story names comes first."""
        first = self.meant(named) if named else []
        more = self.dice.sample(self.goods, self.dice.choice((1, 1, 2)))
        for place, one in enumerate([*first, *more]):
            quantity = 1 if one.serial else self.dice.choice((1, 1, 2, 3))
            serial = f"{one.serial}-{self.dice.randrange(1000, 20_000):06}"
            if named and named.serial and place == 0:
                serial = named.serial
            yield LineWish(
                one.wish.name,
                one.wish.price or Decimal(0),
                one.wish.number,
                Decimal(quantity),
                serial if one.serial else "",
            )

    def meant(self, named: Mention) -> list[Goods]:
        """By its serial number, else by its name."""
        return [
            one
            for one in self.goods
            if (named.serial and one.serial == named.serial[:2])
            or (not named.serial and one.wish.name.split(",")[0] in named.text)
        ][:1]

    def standing(self, age: timedelta) -> tuple[str, str]:
        """By its age, and by luck."""
        luck = self.dice.random()
        if age < timedelta(days=2):
            return ("new" if luck < 0.5 else "packed"), (
                "open" if luck < 0.3 else "paid"
            )
        if age < timedelta(days=6):
            return "shipped", "paid" if luck < 0.9 else "open"
        if luck > 0.96:
            return "returned", "refunded"
        return ("cancelled", "refunded") if luck < 0.03 else ("delivered", "paid")

    def parcels(self, buyer: Buyer, state: str, at: datetime) -> Iterator[ShipmentWish]:
        """Nothing of what has not left."""
        if state in {"new", "packed", "cancelled"}:
            return
        carrier, prefix, length = CARRIERS.get(buyer.language, CARRIERS["de"])
        code = f"{prefix}{self.dice.randrange(10**length):0{length}}"
        left = at + timedelta(days=1)
        came = left + timedelta(days=2) if state in {"delivered", "returned"} else None
        where = {"delivered": "delivered", "returned": "returned"}.get(state)
        where = where or self.dice.choice(("in_transit", "in_transit", "ready"))
        yield ShipmentWish(carrier, code, where, left, came)


def local_price(price: Decimal, language: str) -> Decimal:
    """In the buyer's money, as shops round it."""
    currency = CURRENCIES.get(language, "EUR")
    if currency == "EUR":
        return price
    found = price * RATES[currency]
    step = {"HUF": Decimal(10), "CZK": Decimal(1)}.get(currency, Decimal("0.10"))
    return (found / step).quantize(Decimal(1)) * step


def invoices(
    orders: list[OrderWish], named: dict[str, Mention], now: datetime
) -> Iterator[InvoiceWish]:
    """One for each order that has left, and those that stories name."""
    taken = {number for number in named if len(number) == 4}
    for number, order in enumerate(orders, 7050):
        if order.state in {"new", "cancelled"} or str(number) in taken:
            continue
        issued = order.placed_at.date()
        is_owed = order.payment == "open" or number % 41 == 0
        yield InvoiceWish(
            f"CC-{number}",
            issued,
            order.total,
            order.currency,
            order.number,
            due_on=issued + timedelta(days=14),
            open_amount=order.total if is_owed else Decimal(0),
        )
    for name in sorted(taken):
        yield _named_invoice(name, named[name])


def _named_invoice(number: str, named: Mention) -> InvoiceWish:
    issued: date = (named.at - timedelta(days=9)).date()
    currency = CURRENCIES.get(named.buyer.language, "EUR")
    total = local_price(Decimal(312), named.buyer.language)
    return InvoiceWish(
        f"CC-{number}",
        issued,
        total,
        currency,
        customer=named.buyer.customer,
        due_on=issued + timedelta(days=30),
        open_amount=total if int(number) % 2 else Decimal(0),
    )


def sign(cast: Cast, now: datetime) -> None:
    """Maintenance contracts of the cafés: a type of record of the shop's own."""
    kind, _is_new = RecordType.objects.get_or_create(
        slug="contract",
        defaults={
            "name": "Maintenance contract",
            "plural": "Maintenance contracts",
            "icon": "file-text",
            "fields": [
                {"slug": "machine", "name": "Machine", "kind": "text"},
                {"slug": "visits", "name": "Visits a year", "kind": "number"},
                {"slug": "until", "name": "Runs until", "kind": "date"},
            ],
            "words": ["contract", "vertrag", "wartungsvertrag", "smlouv", "szerzodes"],
        },
    )
    companies = [
        key for key, one in cast.contacts.items() if one.organisation_id is not None
    ]
    begun = (now - timedelta(days=200)).date()
    wishes = [
        RecordWish(
            f"WV-{2100 + 7 * place}",
            begun + timedelta(days=9 * place),
            "Lungo Pro",
            "running",
            buyer_of(cast, key).customer,
            {
                "machine": "Lungo Pro, two groups",
                "visits": "2",
                "until": (begun + timedelta(days=730 + 9 * place)).isoformat(),
            },
        )
        for place, key in enumerate(companies)
    ]
    put_records(kind, wishes, source=SOURCE, by=SHOP)
