"""What another system keeps, and Ombud knows a copy of."""

from typing import Any, ClassVar, Self, TypeAlias, TypeVar

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F
from django.db.models.functions import Lower, Reverse
from django.utils.translation import gettext_lazy as _

from ombud.customers.models import Contact
from ombud.lib.numbers import key_of
from ombud.tickets.models import Ticket

M = TypeVar("M", bound=models.Model)
# What is there now, and whether it is new.
Put: TypeAlias = tuple[M, bool]


def by_number(name: str) -> list[models.Index]:
    """A number is found by its beginning and by its end, dashes or not."""
    return [
        models.Index(OpClass(F("key"), name="text_pattern_ops"), name=f"{name}_key"),
        models.Index(
            OpClass(Reverse("key"), name="text_pattern_ops"), name=f"{name}_end"
        ),
    ]


def by_customer(name: str, at: str) -> list[models.Index]:
    """A customer's own, the newest first."""
    newest = [F(at).desc(), F("id").desc()]
    return [
        models.Index(*newest, name=f"{name}_newest"),
        models.Index("contact", *newest, name=f"{name}_of_contact"),
        models.Index("organisation", *newest, name=f"{name}_of_company"),
        models.Index(Lower("customer_email"), *newest, name=f"{name}_of_address"),
        # Who is in no directory is found by the beginning of the name.
        models.Index(
            OpClass(Lower("customer_name"), name="text_pattern_ops"),
            name=f"{name}_of_name",
            condition=models.Q(contact=None) & ~models.Q(customer_name=""),
        ),
    ]


class Outside(models.Model):
    """A copy of what another system keeps: with its number, its source and its age."""

    # The word for it in addresses, links and calls.
    KIND: ClassVar[str] = ""

    number = models.CharField(_("number"), max_length=64)
    # The number's letters and digits alone: see lib/numbers.py.
    key = models.CharField(max_length=64, editable=False)
    # Who told us, empty where it was written here; and when they last did.
    source = models.CharField(_("source"), max_length=60, blank=True)
    fetched_at = models.DateTimeField(_("as of"), null=True)
    # Of all that was told: the same again changes nothing.
    digest = models.CharField(max_length=32, blank=True, editable=False)

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = vars(self)
        if "number" in known and known.get("key") == "":
            self.key = key_of(self.number)

    def __str__(self) -> str:
        return self.number

    @classmethod
    def exists(cls, number: str) -> bool:
        """Whether there is one of that number, however it is written."""
        return cls._default_manager.filter(key=key_of(number)).exists()


class OfCustomer(models.Model):
    """Belongs to a contact and their company, or to an address nobody knows yet."""

    contact = models.ForeignKey(
        "customers.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,  # see by_customer
    )
    organisation = models.ForeignKey(
        "customers.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,  # see by_customer
    )
    customer_name = models.CharField(max_length=200, blank=True)
    customer_email = models.CharField(max_length=320, blank=True)
    customer_phone = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def customer(self) -> str:
        """Who bought it, as a name to read."""
        if self.contact_id and self.contact:
            return self.contact.name
        return self.customer_name or self.customer_email or self.customer_phone


class OfCustomerQuerySet(models.QuerySet[Any]):
    """Whose it is."""

    def of_person(
        self, contact: Contact | None, email: str, organisation: int | None = None
    ) -> Self:
        """The contact's, their company's, and what was bought with that address.

        Each way has its index; together they are one look into each.
        """
        ways = []
        if contact:
            ways.append(self.filter(contact=contact))
        if organisation:
            ways.append(self.filter(organisation=organisation))
        if email:
            ways.append(self.alias(mail=Lower("customer_email")).filter(mail=email))
        if not ways:
            return self.none()
        keys = ways[0].order_by().values("pk")
        rest = [way.order_by().values("pk") for way in ways[1:]]
        return self.filter(pk__in=keys.union(*rest) if rest else keys)


def is_another(thing: OfCustomer, ticket: Ticket, emails: list[str]) -> bool:
    """Whether it is known to be a customer's who is not the ticket's."""
    if ticket.contact_id is None:
        # Nobody knows the sender: they may be that customer. The panel asks.
        return False
    if thing.contact_id:
        is_theirs = thing.contact_id == ticket.contact_id
        return not is_theirs and not _same_company(thing, ticket)
    if thing.customer_email:
        return thing.customer_email.lower() not in emails
    return False


def _same_company(thing: OfCustomer, ticket: Ticket) -> bool:
    company = ticket.contact.organisation_id if ticket.contact else None
    return company is not None and company == thing.organisation_id
