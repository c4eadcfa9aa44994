"""A contact or an organisation as the API shows it."""

from typing import Any

from ombud.api.schemas.customers import CompanyRef, ContactOut, OrganisationOut
from ombud.api.schemas.people import UserRef
from ombud.customers.models import Contact, Organisation

BOTH = (
    "name",
    "language",
    "time_zone",
    "postal_address",
    "tags",
    "warning",
    "note",
    "fields",
    "created_at",
)


def show(customer: Contact | Organisation) -> ContactOut | OrganisationOut:
    """Either."""
    if isinstance(customer, Contact):
        return show_contact(customer)
    return show_organisation(customer)


def show_contact(contact: Contact) -> ContactOut:
    """A person, with all their addresses and numbers."""
    company = contact.organisation
    return ContactOut(
        **_both(contact),
        emails=contact.emails,
        phones=[one.number for one in contact.numbers],
        numbers=[one.number for one in contact.accounts.all()],
        organisation=CompanyRef(id=company.pk, name=company.name) if company else None,
        role=contact.role,
    )


def show_organisation(company: Organisation) -> OrganisationOut:
    """A company."""
    names = ("domains", "number", "vat_id", "terms", "phone", "country")
    return OrganisationOut(
        **_both(company), **{name: getattr(company, name) for name in names}
    )


def _both(customer: Contact | Organisation) -> dict[str, Any]:
    agent = customer.responsible
    found = {name: getattr(customer, name) for name in BOTH}
    responsible = UserRef(email=agent.email, name=agent.name) if agent else None
    return {**found, "id": customer.pk, "responsible": responsible}
