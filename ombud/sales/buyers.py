"""Who an unknown sender is, by the orders that they name or have paid for.

| what speaks for it | sureness | becomes |
|---|---|---|
| they name it, and their address or phone stands on it | 97 | theirs at once |
| it was bought with their address; they do not name it | 85 | a question |
| they name it, and are called as its buyer is | 75 | a question |
| they name it | 40 | a question, with a warning |

Anybody can name a number. So whoever only does that never becomes that customer by
itself, and what somebody has said about it is not asked again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import Machine
from ombud.core.models import Installation
from ombud.customers.matching import Key
from ombud.customers.models import Contact
from ombud.lib.numbers import folded
from ombud.lib.phone import normalise
from ombud.sales.chips import owner_of
from ombud.sales.models import NotBuyer, Order, Thing
from ombud.sales.models.outside import OfCustomer
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.users.models import User
from ombud.workflows.models import ActionNotAllowed

READER = Machine("Ombud")


class Proof(models.TextChoices):
    """What speaks for it, the surest first."""

    OWN = "own"
    BOUGHT = "bought"
    NAMESAKE = "namesake"
    NUMBER = "number"


SURENESS = {Proof.OWN: 97, Proof.BOUGHT: 85, Proof.NAMESAKE: 75, Proof.NUMBER: 40}


REASONS: dict[Proof, Any] = {
    Proof.OWN: _("They name %(number)s, and their address or phone stands on it."),
    Proof.BOUGHT: _("%(number)s was bought with this address."),
    Proof.NAMESAKE: _("They name %(number)s, and are called as its buyer is."),
    Proof.NUMBER: _(
        "They name %(number)s, which anybody can do: ask before you tell them of it."
    ),
}


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who they may be, by which number, and what speaks for it."""

    contact: int | None
    name: str
    number: str
    proof: Proof

    @property
    def sureness(self) -> int:
        """In a hundred."""
        return SURENESS[self.proof]

    @property
    def reason(self) -> str:
        """The same in a sentence or two."""
        return str(REASONS[self.proof]) % {"number": self.number}

    @property
    def has_their_address(self) -> bool:
        """Whether more than a number speaks for it."""
        return self.proof in {Proof.OWN, Proof.BOUGHT}


def named(thing: Thing, ticket: Ticket) -> Buyer | None:
    """Whose it is that they name; None where it is nobody's."""
    owner = owner_of(thing)
    if owner is None or not owner.customer:
        return None
    proof = proof_of(owner, ticket)
    return Buyer(owner.contact_id, owner.customer, str(owner), proof)


def asked_for(
    found: Iterable[Buyer | None], refused: Iterable[int] = ()
) -> Iterator[Buyer]:
    """Of whom it is asked whether they are it: the directory's, then the surest first.

    Whom the directory does not know can only be added, and not by a number alone.
    """
    useful = [one for one in found if one and (one.contact or one.has_their_address)]
    useful.sort(key=lambda one: (one.contact is None, -one.sureness))
    once = {one.contact or one.name: one for one in reversed(useful)}
    no = set(refused)
    return (one for one in useful if one in once.values() and one.contact not in no)


def proof_of(thing: OfCustomer, ticket: Ticket) -> Proof:
    """What speaks for it, where they have named it."""
    if has_reach_of(thing, ticket):
        return Proof.OWN
    names = {folded(name) for name in (thing.customer, thing.customer_name) if name}
    is_called_so = (
        bool(ticket.requester_name) and folded(ticket.requester_name) in names
    )
    return Proof.NAMESAKE if is_called_so else Proof.NUMBER


def has_reach_of(thing: OfCustomer, ticket: Ticket) -> bool:
    """Whether the sender's own address or phone stands on it."""
    mail = ticket.requester_email.lower()
    if mail and mail == thing.customer_email.lower():
        return True
    if not (ticket.requester_phone and thing.customer_phone):
        return False
    region = Installation.current().region
    number = normalise(ticket.requester_phone, region)
    return bool(number) and number == normalise(thing.customer_phone, region)


def recognise(ticket: Ticket, named: Iterable[Thing]) -> Entry | None:
    """Somebody unknown whose own address stands on an order that they name.

    Not where two customers come into question, and never against what was said.
    """
    if ticket.contact_id or ticket.not_stored:
        return None
    owners = [owner for thing in named if (owner := owner_of(thing)) is not None]
    sure = [one for one in owners if one.contact and has_reach_of(one, ticket)]
    contacts = {one.contact for one in sure}
    if len(contacts) != 1 or _was_said(ticket):
        return None
    (contact,) = contacts
    facts = {"number": str(sure[0]), "sureness": SURENESS[Proof.OWN]}
    return ticket.identify(contact, by=READER, key=Key.ORDER, facts=facts)


def told_by_orders(email: str) -> dict[str, str]:
    """What the newest order says of whoever has that address."""
    if not email:
        return {}
    mine = Order.objects.alias(mail=Lower("customer_email")).filter(mail=email.lower())
    rows = mine.newest_first().values("customer_name", "customer_phone")
    found = rows.first() or {}
    return {name.removeprefix("customer_"): said for name, said in found.items()}


def deny(ticket: Ticket, contact: Contact, *, by: User) -> None:
    """Whoever wrote is not that customer; said twice it is said once."""
    if not ticket.may_act(by):
        raise ActionNotAllowed(gettext("You may not do this on this ticket."))
    NotBuyer.objects.get_or_create(
        ticket_id=ticket.pk, contact=contact, defaults={"by": by}
    )
    ticket.announce()


def refused_of(ticket: Ticket) -> set[int]:
    """Whom they are not."""
    rows = NotBuyer.objects.filter(ticket=ticket)
    return set(rows.values_list("contact", flat=True))


def _was_said(ticket: Ticket) -> bool:
    """Whether anybody has said whose it is, or whose it is not."""
    said = Entry.objects.filter(ticket=ticket, verb=Verb.IDENTIFIED)
    return said.exists() or NotBuyer.objects.filter(ticket=ticket).exists()
