"""Found while typing: by the beginning or the end of a number, by name, by address."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Value
from django.db.models.functions import Lower, Reverse

from ombud.customers.models import Contact, ContactAddress, Organisation
from ombud.lib.numbers import key_of
from ombud.sales.models import Invoice, Item, Order, Record, Shipment, Thing

MOST, SHORTEST = 6, 2
# So many are looked up of what a word may mean.
SEEN = 500
# An end alone says little: 81 is the end of one order in a hundred.
SHORTEST_END = 3


def either(rows: Any, *ways: Any) -> Any:
    """Those that any of the ways finds: each uses an index of its own, and then these
    few are looked up. In one statement PostgreSQL would rather read the whole table."""
    keys = [way.order_by().values_list("pk", flat=True)[:SEEN] for way in ways]
    found = keys[0].union(*keys[1:]) if keys[1:] else keys[0]
    return rows.filter(pk__in=list(found))


def by_number(rows: Any, words: str, column: str = "key") -> Any:
    """Those whose number begins or ends so; each way is one range of an index."""
    ways = _ways(rows.model, key_of(words), column)
    return either(rows, *ways) if ways else rows.none()


def _ways(model: Any, key: str, column: str) -> list[Any]:
    every = model._default_manager.all()
    if len(key) < SHORTEST:
        return []
    ways = [every.filter(**{f"{column}__startswith": key})]
    if len(key) >= SHORTEST_END and column == "key":
        turned = every.alias(turned=Reverse(column))
        ways.append(turned.filter(turned__startswith=Value(key[::-1])))
    return ways


def orders(words: str) -> Any:
    """By number, else by who has bought; the newest first."""
    found = Order.objects.newest_first().select_related("contact", "organisation")
    return of_customer(found, words)


def of_customer(rows: Any, words: str) -> Any:
    """By number where there is a digit, by address, by name."""
    words = " ".join(words.split())[:100]
    if not words:
        return rows
    every = rows.model._default_manager.all()
    if "@" in words:
        known = ContactAddress.objects.alias(mail=Lower("address"))
        contacts = known.filter(mail=words.lower()).values("contact")
        own = every.alias(mail=Lower("customer_email")).filter(mail=words.lower())
        return either(rows, own, every.filter(contact__in=contacts))
    if any(letter.isdigit() for letter in words):
        return by_number(rows, words)
    people = Contact.objects.order_by().filter(name__icontains=words).values("pk")
    companies = Organisation.objects.order_by().filter(name__icontains=words)
    strangers = every.filter(contact=None).exclude(customer_name="")
    strangers = strangers.alias(name=Lower("customer_name"))
    return either(
        rows,
        every.filter(contact__in=people[:SEEN]),
        every.filter(organisation__in=companies.values("pk")[:SEEN]),
        strangers.filter(name__startswith=words.lower()),
    )


def things(words: str) -> Iterator[Thing]:
    """A few of every kind, for whoever types a number."""
    words = " ".join(words.split())[:100]
    if len(words) < SHORTEST:
        return
    yield from islice(_things(words), MOST * 2)


def _things(words: str) -> Iterator[Thing]:
    newest = Order.objects.newest_first().select_related("contact")
    if any(letter.isdigit() for letter in words):
        yield from _numbered(words)
    elif "@" in words:
        yield from of_customer(newest, words)[:MOST]
    else:
        yield from Item.objects.by_name().filter(name__icontains=words)[:MOST]


def _numbered(words: str) -> Iterator[Thing]:
    """What has that number: one statement that looks into all kinds, and then one for
    each kind in which something was found."""
    hits: dict[str, list[int]] = {}
    ways = [
        way.order_by().values_list(Value(kind), "pk")[:SEEN]
        for kind, (rows, column) in _KINDS.items()
        for way in _ways(rows().model, key_of(words), column)
    ]
    for kind, pk in ways[0].union(*ways[1:]) if ways else ():
        hits.setdefault(kind, []).append(pk)
    for kind, (rows, _column) in _KINDS.items():
        if kind in hits:
            yield from rows().filter(pk__in=hits[kind])[:MOST]


_KINDS: dict[str, tuple[Callable[[], Any], str]] = {
    "order": (lambda: Order.objects.newest_first().select_related("contact"), "key"),
    "invoice": (
        lambda: Invoice.objects.newest_first().select_related("contact", "order"),
        "key",
    ),
    "shipment": (
        lambda: Shipment.objects.select_related("order__contact", "carrier"),
        "tracking_key",
    ),
    "record": (lambda: Record.objects.select_related("type", "contact"), "key"),
    "item": (Item.objects.by_name, "key"),
}


def exactly(words: str) -> Order | None:
    """The one order that can only be meant."""
    key = key_of(words)
    found = list(Order.objects.filter(key=key)[:2]) if key else []
    return found[0] if len(found) == 1 else None
