"""People and companies are found by whatever one knows of them.

Each word is looked for by itself, through an index: in names without accents, in any
address, number or phone, and in the company's name. What looks like a phone number is
compared by its figures alone.
"""

from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Lower

from ombud.core.fold import Fold
from ombud.core.models import Installation
from ombud.customers.models import (
    Contact,
    ContactAddress,
    ContactPhone,
    ContactQuerySet,
    Organisation,
    OrganisationQuerySet,
    ShopAccount,
)
from ombud.lib.phone import digits, looks_like_one, normalise

# Fewer letters no index knows: they are looked for in people's names alone.
SHORTEST = 3
MOST_WORDS, MOST_LETTERS = 6, 100
Rows = TypeVar("Rows", bound=QuerySet[Any, Any])


def find_contacts(contacts: ContactQuerySet, words: str) -> ContactQuerySet:
    """Those of them in whom all the words stand."""
    words = " ".join(words.split())[:MOST_LETTERS]
    if looks_like_one(words):
        return contacts.filter(pk__in=_with_number(words))
    for word in words.split()[:MOST_WORDS]:
        contacts = contacts.filter(pk__in=_contacts_with(word))
    return contacts


def find_organisations(
    companies: OrganisationQuerySet, words: str
) -> OrganisationQuerySet:
    """Those of them in whom all the words stand."""
    for word in words[:MOST_LETTERS].split()[:MOST_WORDS]:
        companies = companies.filter(pk__in=_companies_with(word))
    return companies


def _with_number(words: str) -> Any:
    """By phone in any notation; else by a customer number of nothing but figures."""
    number = normalise(words, Installation.current().region)
    phones = ContactPhone.objects.filter(
        Q(number=number) | Q(number__contains=digits(words))
    )
    accounts = _accounts_with(words.replace(" ", ""))
    return phones.values("contact").union(accounts.values("contact"))


def _contacts_with(word: str) -> Any:
    folded = _has(Contact.objects.all(), word)
    if len(word) < SHORTEST:
        return folded.values("pk")
    addresses = _has(ContactAddress.objects.all(), word, "address")
    companies = _companies_with(word)
    return folded.values("pk").union(
        addresses.values("contact"),
        _accounts_with(word).values("contact"),
        Contact.objects.filter(organisation__in=companies).values("pk"),
    )


def _companies_with(word: str) -> Any:
    named = _has(Organisation.objects.living(), word)
    numbered = Organisation.objects.alias(small=Lower("number"))
    at = Organisation.objects.filter(domains__contains=[word.lower()])
    return named.values("pk").union(
        numbered.filter(small=word.lower()).values("pk"), at.values("pk")
    )


def _accounts_with(word: str) -> QuerySet[ShopAccount]:
    small = ShopAccount.objects.alias(small=Lower("number"))
    return small.filter(small__contains=word.lower())


def _has(rows: Rows, word: str, column: str = "name") -> Rows:
    """In which the word stands, whatever its accents."""
    wanted = Fold(Value(word, output_field=TextField()))
    return (
        rows.order_by()
        .alias(folded=Fold(F(column)))
        .filter(folded__contains=Cast(wanted, TextField()))
    )
