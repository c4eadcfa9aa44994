"""Whom something is from: by e-mail address, phone, customer number or domain.

In this order, and the first that names just one is taken: two people at one switchboard
are nobody. A domain tells the company alone. By which key it was found is kept on the
ticket, so that an agent can judge it.
"""

from dataclasses import dataclass
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ombud.core.models import Installation
from ombud.customers.models import Contact, Organisation
from ombud.lib import customer_numbers
from ombud.lib.phone import normalise


class Key(models.TextChoices):
    """By what a customer was found."""

    EMAIL = "email", _("linked by e-mail address")
    PHONE = "phone", _("linked by phone number")
    NUMBER = "number", _("linked by customer number")
    DOMAIN = "domain", _("linked by mail domain")
    # Found above, where orders are known: by a signed link, or see sales/buyers.py.
    ORDER = "order", _("linked by order number")
    HAND = "hand", _("linked by hand")


def key_choices() -> list[tuple[str, str]]:
    """A callable, so that a new key makes no migration."""
    return [(value, str(label)) for value, label in Key.choices]


@dataclass(frozen=True, slots=True)
class Match:
    """Who it is, as far as the directory tells, and by which key."""

    contact: Contact | None = None
    organisation: Organisation | None = None
    key: str = ""

    @classmethod
    def of(cls, contact: Contact | None, key: Key) -> Self | None:
        """That contact and their company; None for nobody."""
        return cls(contact, contact.organisation, key) if contact else None


NOBODY = Match()


def match(*, address: str = "", phone: str = "", text: str = "") -> Match:
    """The customer; for most who write it costs two plain looks into an index."""
    return (
        (address and Match.of(Contact.objects.with_address(address), Key.EMAIL))
        or (phone and _by_phone(phone))
        or (text and _by_number(text))
        or (address and _by_domain(address))
        or NOBODY
    )


def _by_phone(text: str) -> Match | None:
    number = normalise(text, Installation.current().region)
    found = Contact.objects.with_phone(number) if number else None
    return Match.of(found, Key.PHONE)


def _by_number(text: str) -> Match | None:
    """A company's number names the company alone."""
    numbers = customer_numbers.find(text)
    if not numbers:
        return None
    found = Match.of(Contact.objects.with_number(numbers), Key.NUMBER)
    if found:
        return found
    company = Organisation.objects.with_number(numbers[0])
    return Match(None, company, Key.NUMBER) if company else None


def _by_domain(address: str) -> Match | None:
    company = Organisation.objects.of_address(address)
    return Match(None, company, Key.DOMAIN) if company else None
