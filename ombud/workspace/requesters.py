"""Somebody who wrote becomes somebody of the directory."""

from typing import Any

from ombud.core.models import Installation
from ombud.customers.models import Contact
from ombud.lib.signature import Signature, read
from ombud.sales.buyers import told_by_orders
from ombud.tickets.models import Direction, Entry, Ticket
from ombud.users.models import User

# The newest letters; the first that is signed tells most.
LETTERS = 3


def known_of_requester(ticket: Ticket) -> dict[str, Any]:
    """What the form starts with: of ticket, signature, orders and domain."""
    signed = _signature(ticket)
    bought = told_by_orders(ticket.requester_email)
    company = ticket.organisation.name if ticket.organisation else signed.company
    return {
        "name": signed.name or bought.get("name") or ticket.requester,
        "emails": ticket.requester_email,
        "phones": ticket.requester_phone or signed.phone or bought.get("phone", ""),
        "company": company,
        "role": signed.role,
        "language": ticket.language,
    }


def link(ticket: Ticket, contact: Contact, *, by: User) -> Entry | None:
    """It is theirs, and so is the address it came from."""
    if ticket.requester_email:
        owner = Contact.objects.with_address(ticket.requester_email)
        if owner is None:
            contact.add_address(ticket.requester_email, by=by)
    if ticket.requester_phone:
        contact.add_phone(ticket.requester_phone, by=by)
    return ticket.identify(contact, by=by)


def _signature(ticket: Ticket) -> Signature:
    letters = Entry.objects.filter(
        ticket=ticket, direction=Direction.IN, contact=None
    ).order_by("-at")
    region = ticket.organisation.country if ticket.organisation else ""
    best = Signature(name=ticket.requester_name)
    for text in letters.values_list("text", flat=True)[:LETTERS]:
        found = read(
            text,
            sender=ticket.requester_name,
            address=ticket.requester_email,
            region=region or Installation.current().region,
        )
        if found.phone or found.company:
            return found
        best = found if found.role else best
    return best
