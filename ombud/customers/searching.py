"""People and companies are found by whatever one knows of them.

Each word is looked for by itself, through an index: in names without accents, in any
address, number or phone, and in the company's name. What looks like a phone number is
compared by its figures alone.

A word that few have is collected whole, and what is found is put in order. Of a word
that many have, the first page stands near the beginning of the list: the list is walked
in its order and each line is looked at. So no search reads much more than it shows.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Lower

from ombud.core.models import Installation
from ombud.core.statements import ask
from ombud.customers.models import (
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
# So many lines have a word before it counts as one that many have.
MANY = 3000
FOLDED = "SELECT ombud_fold(%(word)s)"
COMPANIES = """
SELECT id FROM customers_organisation WHERE merged_into_id IS NULL
AND (folded LIKE %(has)s OR (lower(number) = %(small)s AND number <> '')
     OR domains @> ARRAY[%(small)s]::varchar[])
LIMIT %(most)s
"""
PEOPLE = """
(SELECT 'name', id FROM customers_contact WHERE folded LIKE %(has)s LIMIT %(most)s)
UNION ALL
(SELECT 'address', contact_id FROM customers_contactaddress
 WHERE folded LIKE %(has)s LIMIT %(most)s)
UNION ALL
(SELECT 'account', contact_id FROM customers_shopaccount
 WHERE lower(number) LIKE %(holds)s LIMIT %(most)s)
UNION ALL
(SELECT 'company', id FROM customers_contact
 WHERE organisation_id = ANY(%(companies)s) LIMIT %(most)s)
"""


class Among(Func):
    """`id = ANY(…)`: thousands of ids as one value."""

    function = None
    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()


def among(ids: Iterable[int]) -> Q:
    """One of these."""
    many = Value(list(ids), output_field=ArrayField(BigIntegerField()))
    return Q(Among(F("pk"), many))


@dataclass(frozen=True, slots=True)
class Word:
    """One word, as the database compares it."""

    folded: str
    small: str

    @classmethod
    def read(cls, said: str) -> "Word":
        """Folded by the function that has folded the names."""
        return cls(ask(FOLDED, {"word": said})[0][0], said.lower())

    def people(self) -> Q:
        """The condition: by the ids that were found, else by looking at each line."""
        companies = self._companies()
        ways: dict[str, list[int]] = defaultdict(list)
        for way, pk in ask(PEOPLE, {**self._values, "companies": companies}):
            ways[way].append(pk)
        many = {way for way, ids in ways.items() if len(ids) > MANY}
        few = {pk for way, ids in ways.items() if way not in many for pk in ids}
        condition = among(few)
        for way in many:
            condition |= self._looked_at(way, companies)
        return condition

    def companies(self) -> Q:
        """The same of companies."""
        found = self._companies()
        return (
            Q(pk__in=found) if len(found) <= MANY else Q(folded__contains=self.folded)
        )

    def _looked_at(self, way: str, companies: list[int]) -> Q:
        match way:
            case "name":
                return Q(folded__contains=self.folded)
            case "company":
                named = Organisation.objects.filter(folded__contains=self.folded)
                is_whole = len(companies) <= MANY
                return Q(organisation__in=companies if is_whole else named)
            case "address":
                rows = ContactAddress.objects.filter(folded__contains=self.folded)
                return Q(Exists(rows.filter(contact=OuterRef("pk"))))
            case _:
                small = ShopAccount.objects.alias(small=Lower("number"))
                small = small.filter(small__contains=self.small)
                return Q(Exists(small.filter(contact=OuterRef("pk"))))

    def _companies(self) -> list[int]:
        return [row[0] for row in ask(COMPANIES, self._values)]

    @property
    def _values(self) -> dict[str, object]:
        return {
            "has": f"%{_plain(self.folded)}%",
            "holds": f"%{_plain(self.small)}%",
            "small": self.small,
            "most": MANY + 1,
        }


def find_contacts(contacts: ContactQuerySet, words: str) -> ContactQuerySet:
    """Those of them in whom all the words stand."""
    words = " ".join(words.split())[:MOST_LETTERS]
    if looks_like_one(words):
        return contacts.filter(pk__in=_with_number(words))
    for word in words.split()[:MOST_WORDS]:
        read = Word.read(word)
        is_short = len(word) < SHORTEST
        contacts = contacts.filter(
            Q(folded__contains=read.folded) if is_short else read.people()
        )
    return contacts


def find_organisations(
    companies: OrganisationQuerySet, words: str
) -> OrganisationQuerySet:
    """Those of them in whom all the words stand."""
    for word in words[:MOST_LETTERS].split()[:MOST_WORDS]:
        companies = companies.filter(Word.read(word).companies())
    return companies


def _with_number(words: str) -> list[int]:
    """By phone in any notation; else by a customer number of nothing but figures."""
    number = normalise(words, Installation.current().region)
    phones = ContactPhone.objects.filter(
        Q(number=number) | Q(number__contains=digits(words))
    )
    small = ShopAccount.objects.alias(small=Lower("number"))
    accounts = small.filter(small__contains=words.replace(" ", "").lower())
    found = phones.values_list("contact", flat=True)[:MANY]
    return list(found.union(accounts.values_list("contact", flat=True)[:MANY]))


def _plain(word: str) -> str:
    """What LIKE takes for itself."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
