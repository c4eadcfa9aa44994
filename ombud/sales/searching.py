"""Found while typing: by the beginning or the end of a number, by name, by address."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Lower, Reverse

from ombud.lib.numbers import key_of
from ombud.sales.models import Invoice, Item, Order, Record, Shipment, Thing

MOST, SHORTEST = 6, 2
# An end alone says little: 81 is the end of one order in a hundred.
SHORTEST_END = 3


def escaped(key: str) -> str:
    """Nothing in it is a wildcard: keys are letters and digits."""
    return key_of(key)


def by_number(rows: Any, words: str, column: str = "key") -> Any:
    """Those whose number begins or ends so; each way is one range of an index."""
    key = escaped(words)
    if len(key) < SHORTEST:
        return rows.none()
    keys = rows.order_by().filter(**{f"{column}__startswith": key}).values("pk")[:200]
    if len(key) < SHORTEST_END or column != "key":
        return rows.filter(pk__in=keys)
    ends = rows.order_by().alias(turned=Reverse(column))
    ends = ends.filter(turned__startswith=Value(key[::-1])).values("pk")[:200]
    return rows.filter(Q(pk__in=keys) | Q(pk__in=ends))


def orders(words: str) -> Any:
    """By number, else by who has bought; the newest first."""
    found = Order.objects.newest_first().select_related("contact", "organisation")
    return of_customer(found, words)


def of_customer(found: Any, words: str) -> Any:
    """By number where there is a digit, by address, by name."""
    words = " ".join(words.split())[:100]
    if not words:
        return found
    if "@" in words:
        return found.alias(mail=Lower("customer_email")).filter(
            Q(mail=words.lower()) | Q(contact__addresses__address__iexact=words)
        )
    if any(letter.isdigit() for letter in words):
        return by_number(found, words)
    return found.filter(
        Q(contact__name__icontains=words)
        | Q(organisation__name__icontains=words)
        | Q(customer_name__icontains=words)
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
        yield from by_number(newest, words)[:MOST]
        bills = Invoice.objects.newest_first().select_related("contact", "order")
        yield from by_number(bills, words)[:MOST]
        parcels = Shipment.objects.select_related("order__contact", "carrier")
        yield from by_number(parcels, words, "tracking_key")[:MOST]
        records = Record.objects.select_related("type", "contact")
        yield from by_number(records, words)[:MOST]
        yield from by_number(Item.objects.by_name(), words)[:MOST]
    elif "@" in words:
        yield from of_customer(newest, words)[:MOST]
    else:
        yield from Item.objects.by_name().filter(name__icontains=words)[:MOST]


def exactly(words: str) -> Order | None:
    """The one order that can only be meant."""
    key = key_of(words)
    found = list(Order.objects.filter(key=key)[:2]) if key else []
    return found[0] if len(found) == 1 else None
