"""What the directory knows of a ticket's customer, from what came with the ticket."""

from dataclasses import dataclass

from ombud.customers.facts import Fact, facts_of
from ombud.customers.forms import Customer
from ombud.customers.kinds import KINDS, Kind
from ombud.customers.models import Contact, ContactAddress, ContactPhone, ShopAccount
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.users.permissions import Permission


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of the contact, or of the company, as the panel shows them."""

    kind: Kind
    customer: Customer
    facts: list[Fact]
    may_edit: bool


def known_of(ticket: Ticket, reader: User) -> list[Known]:
    """Of the contact, then of the company; nothing is asked for again."""
    found: list[Customer] = []
    if ticket.contact:
        found.append(_filled(ticket, ticket.contact))
    if ticket.organisation:
        _know_agent(ticket.organisation, getattr(ticket, "company_agent", None))
        found.append(ticket.organisation)
    may_edit = reader.may(Permission.EDIT_CUSTOMERS)
    return [Known(KINDS[one.noun], one, facts_of(one), may_edit) for one in found]


def _filled(ticket: Ticket, contact: Contact) -> Contact:
    """With its rows, which `get_ticket` has read by the ticket's own query."""
    mails = getattr(ticket, "contact_emails", [])
    rows = {
        "addresses": [
            # They come in order, the main one first.
            ContactAddress(pk=place, contact=contact, address=one, is_main=place == 0)
            for place, one in enumerate(mails)
        ],
        "phones": [
            ContactPhone(contact=contact, **row)
            for row in getattr(ticket, "contact_phones", [])
        ],
        "accounts": [
            ShopAccount(contact=contact, **row)
            for row in getattr(ticket, "contact_accounts", [])
        ],
    }
    # Where Django itself puts what was prefetched.
    contact._prefetched_objects_cache = rows  # type: ignore[attr-defined]
    _know_agent(contact, getattr(ticket, "contact_agent", None))
    return contact


def _know_agent(customer: Customer, name: str | None) -> None:
    if customer.responsible_id and name:
        customer.responsible = User(pk=customer.responsible_id, name=name)
