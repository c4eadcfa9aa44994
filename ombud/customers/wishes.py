"""What another system or a file says of a person or a company: plain values.

None and empty mean that nothing is said of it: what is known stays.
"""

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CustomerWish:
    """What both have."""

    name: str | None = None
    number: str | None = None
    language: str | None = None
    postal_address: str | None = None
    tags: tuple[str, ...] | None = None
    warning: str | None = None
    note: str | None = None
    # The agent's e-mail address.
    responsible: str | None = None


@dataclass(frozen=True, slots=True)
class ContactWish(CustomerWish):
    """A person; `company` is a name, that may be new."""

    emails: tuple[str, ...] = ()
    # (number, what kind of phone), in any notation.
    phones: tuple[Pair, ...] = ()
    company: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationWish(CustomerWish):
    """A company."""

    domains: tuple[str, ...] | None = None
    vat_id: str | None = None
    terms: str | None = None
    phone: str | None = None
    country: str | None = None
