"""Who a ticket by hand is about: somebody known, or somebody new."""

import re
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.utils.translation import gettext as _

from ombud.core.actor import Requester
from ombud.customers.models import Contact, ContactQuerySet
from ombud.lib.addresses import parse_addresses
from ombud.sales.models import Order
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.tickets.people import is_address
from ombud.users.models import User
from ombud.users.permissions import Permission

# People who are in no directory are looked for among the newest tickets alone.
RECENT = 2000
OPEN_SHOWN = 5
LANGUAGES = {code: str(name) for code, name in settings.LANGUAGES}
NUMBER = re.compile(r"[+(]?\d[\d\s()/.-]{3,}")


@dataclass(frozen=True, slots=True)
class Caller:
    """A person as the page shows them; `key` finds them again."""

    key: str
    name: str
    email: str
    phone: str
    company: str = ""
    contact: Contact | None = None

    def __bool__(self) -> bool:
        """Whether anything is known of them."""
        return bool(self.key or self.name or self.email or self.phone)

    @classmethod
    def of_contact(cls, contact: Contact) -> Self:
        """Somebody of the directory."""
        return cls(
            f"contact-{contact.pk}",
            contact.name,
            contact.email,
            contact.phone,
            contact.organisation.name if contact.organisation else "",
            contact,
        )

    @classmethod
    def of_ticket(cls, ticket: Ticket) -> Self:
        """Somebody as they were called on a ticket, in the directory or not."""
        return cls(
            f"ticket-{ticket.number}",
            ticket.requester_name,
            ticket.requester_email,
            ticket.requester_phone,
            contact=ticket.contact,
        )

    @classmethod
    def of_order(cls, order: Order, reader: User) -> Self:
        """Who has bought it; from the directory as far as the reader may see that."""
        if order.contact and reader.may(Permission.SEE_CUSTOMERS):
            return cls.of_contact(order.contact)
        return cls(
            f"order-{order.pk}",
            order.customer,
            order.customer_email,
            order.customer_phone,
            contact=order.contact,
        )

    @classmethod
    def typed(cls, words: str, name: str, email: str, phone: str) -> Self:
        """Somebody new; what was searched for stands in for what is missing."""
        found = parse_addresses(words) if "@" in words else []
        if found and is_address(found[0].address):
            name, email = name or found[0].name, email or found[0].address
        elif NUMBER.fullmatch(words):
            phone = phone or words
        else:
            name = name or words
        return cls("", name, email, phone)

    @property
    def label(self) -> str:
        """What they are called."""
        return self.name or self.email or self.phone or _("Unknown")

    @property
    def details(self) -> str:
        """How else one knows them."""
        known = (self.company, self.email, self.phone)
        return " · ".join(one for one in known if one and one != self.label)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the page shows of who was chosen."""
        known = self.contact if self.key.startswith("contact-") else None
        language = LANGUAGES.get(known.language, "") if known else ""
        agent = known.responsible.name if known and known.responsible else ""
        found = (
            (_("Company"), self.company),
            (_("Phone"), self.phone),
            (_("E-mail"), self.email),
            (_("Language"), language and str(_(language))),
            (_("Agent"), agent),
        )
        return [(name, value) for name, value in found if value]

    @property
    def requester(self) -> Requester:
        """As a ticket keeps them."""
        return Requester(self.name or ("" if self.email else self.phone), self.email)

    def open_tickets(self, reader: User) -> list[Ticket]:
        """What is open of theirs already; one query."""
        tickets = Ticket.objects.visible_to(reader).unfinished()
        if self.contact or self.email:
            found = tickets.of_person(self.contact, self.email)
        elif self.phone or self.name:
            found = recent(tickets).filter(
                requester_name=self.requester.name,
                requester_email="",
                requester_phone=self.phone,
            )
        else:
            return []
        return list(
            found.select_related("state", "assignee").newest_first()[:OPEN_SHOWN]
        )


def caller_of(key: str, reader: User) -> Caller | None:
    """The person whom a page has offered, if this reader may see them."""
    sort, _dash, number = key.partition("-")
    if not number.isdecimal():
        return None
    if sort == "contact":
        return _of_directory(int(number), reader)
    if sort == "order" and reader.may(Permission.SEE_ORDERS):
        order = Order.objects.select_related("contact").filter(pk=int(number)).first()
        return Caller.of_order(order, reader) if order else None
    tickets = Ticket.objects.visible_to(reader).select_related("contact")
    ticket = tickets.filter(number=int(number)).first()
    return Caller.of_ticket(ticket) if ticket else None


def _of_directory(pk: int, reader: User) -> Caller | None:
    if not reader.may(Permission.SEE_CUSTOMERS):
        return None
    contact = with_addresses().filter(pk=pk).first()
    return Caller.of_contact(contact) if contact else None


def with_addresses() -> ContactQuerySet:
    """With what the page shows of them, in three queries."""
    people = Contact.objects.living().select_related("organisation", "responsible")
    return people.prefetch_related("addresses", "phones")


def recent(tickets: TicketQuerySet) -> TicketQuerySet:
    """The newest of them; all would take too long to search."""
    newest = tickets.newest_first().values("pk")[:RECENT]
    # In a subquery of its own, so that the newest are taken before they are searched.
    return Ticket.objects.filter(pk__in=newest)
