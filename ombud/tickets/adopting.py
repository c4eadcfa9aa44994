"""Tickets of somebody who was nobody yet become theirs."""

from collections.abc import Iterable

from django.db.models.functions import Lower

from ombud.core.actor import Machine
from ombud.core.live import gathered_news
from ombud.core.statements import ask
from ombud.customers.matching import Key
from ombud.customers.models import Contact
from ombud.tickets.models import Ticket

# Whoever has written more often than this is no person.
MOST = 2000
# Of many people, those who have written already: mostly nobody.
WROTE = """
SELECT mail.contact_id, array_agg(DISTINCT mail.address)
FROM customers_contactaddress mail
JOIN tickets_ticket ticket ON lower(ticket.requester_email) = lower(mail.address)
WHERE mail.contact_id = ANY(%s) AND ticket.contact_id IS NULL
AND NOT ticket.not_stored GROUP BY mail.contact_id
"""


def adopt(contact_id: int, addresses: Iterable[str]) -> int:
    """Each in a transaction of its own; those who are not to be stored stay out."""
    contact = Contact.objects.living().filter(pk=contact_id).first()
    if contact is None:
        return 0
    small = [one.lower() for one in addresses]
    theirs = Ticket.objects.alias(small=Lower("requester_email"))
    loose = theirs.filter(small__in=small, contact=None, not_stored=False)
    found = list(loose.order_by("-pk")[:MOST])
    with gathered_news():
        for ticket in found:
            ticket.identify(contact, by=Machine(), key=Key.EMAIL)
    return len(found)


def adopt_many(contact_ids: list[int]) -> None:
    """Only those who have written are looked at one by one."""
    for contact_id, addresses in ask(WROTE, [contact_ids]):
        adopt(contact_id, addresses)
