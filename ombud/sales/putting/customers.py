"""Whose it is: addresses become contacts, a batch at a time."""

from collections.abc import Iterable
from typing import Any

from django.db.models.functions import Lower

from ombud.customers.models import ContactAddress
from ombud.sales.wishes import CustomerWish

Owner = tuple[int | None, int | None]


def owners_of(customers: Iterable[CustomerWish]) -> dict[str, Owner]:
    """{address in lower case: (contact, organisation)}; one query."""
    emails = {one.email.lower() for one in customers if one.email}
    if not emails:
        return {}
    found = ContactAddress.objects.alias(lower=Lower("address")).filter(
        lower__in=emails
    )
    rows = found.values_list("address", "contact", "contact__organisation")
    return {address.lower(): (contact, company) for address, contact, company in rows}


def columns_of(customer: CustomerWish, owners: dict[str, Owner]) -> dict[str, Any]:
    """The columns of what belongs to that customer."""
    contact, company = owners.get(customer.email.lower(), (None, None))
    return {
        "contact_id": contact,
        "organisation_id": company,
        "customer_email": customer.email[:320],
        "customer_name": customer.name[:200],
        "customer_phone": customer.phone[:40],
    }
