"""What one customer has bought: orders, invoices, records, the newest first.

They are found by the contact, by an address that was nobody's then, by the company, and
by its people: each way a look into an index of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from ombud.customers.models import Contact, Organisation
from ombud.sales.models import Invoice, Link, Order, Record
from ombud.sales.paging import Page, page_of_either

COUNTED = 100
# A company has more people than anybody writes for.
MOST_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of what is bought: its rows, and the column that orders them."""

    slug: str
    rows: Any
    column: str


ABOUT = Link.objects.standing().filter(order=OuterRef("pk"))
SORTS = {
    one.slug: one
    for one in (
        Sort(
            "orders",
            Order.objects.newest_first()
            .select_related("contact")
            .prefetch_related("lines")
            .annotate(is_spoken_of=Exists(ABOUT)),
            "placed_at",
        ),
        Sort(
            "invoices",
            Invoice.objects.newest_first().select_related("order", "contact"),
            "issued_on",
        ),
        Sort(
            "records",
            Record.objects.newest_first().select_related("type", "contact"),
            "begun_on",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Bought:
    """All of one customer, by the ways in which it is theirs."""

    contact: int = 0
    organisation: int = 0
    emails: tuple[str, ...] = ()
    people: tuple[int, ...] = ()

    @classmethod
    def by(cls, customer: Contact | Organisation) -> Self:
        """A person's own; of a company also what its people bought themselves."""
        if isinstance(customer, Contact):
            emails = tuple(one.lower() for one in customer.emails)
            return cls(contact=customer.pk, emails=emails)
        people = customer.contacts.living().order_by("pk").values_list("pk", flat=True)
        return cls(organisation=customer.pk, people=tuple(people[:MOST_PEOPLE]))

    def page(self, sort: Sort, after: str) -> Page:
        """Fifty of them."""
        return page_of_either(sort.rows.all(), self._ways, sort.column, after)

    def counted(self, sort: Sort) -> str:
        """How many there are; beyond a hundred nobody counts."""
        rows = sort.rows.model._default_manager.alias(mail=Lower("customer_email"))
        some = [rows.filter(way).values("pk")[: COUNTED + 1] for way in self._ways]
        found = some[0].union(*some[1:])[: COUNTED + 1] if some else []
        return f"{COUNTED}+" if len(found) > COUNTED else str(len(found))

    @property
    def _ways(self) -> list[Q]:
        return list(self._each_way())

    def _each_way(self) -> Iterator[Q]:
        if self.contact:
            yield Q(contact=self.contact)
        if self.organisation:
            yield Q(organisation=self.organisation)
        if self.emails:
            yield Q(contact=None, mail__in=self.emails)
        if self.people:
            yield Q(organisation=None, contact__in=self.people)
