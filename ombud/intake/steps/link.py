"""Who wrote?"""

from typing import TYPE_CHECKING

from ombud.core.actor import Requester
from ombud.customers.matching import Match, match
from ombud.customers.models import Contact

if TYPE_CHECKING:
    from ombud.lib.mail import Mail


def link_contact(mail: "Mail") -> "Contact | None":
    """The contact with the sender's address; the unknown stay requesters."""
    return Contact.objects.with_address(mail.from_.address)


def link_customer(mail: "Mail", text: str) -> Match:
    """Contact and company by address, by a customer number in the text, by domain."""
    return match(address=mail.from_.address, text=text)


def requester_of(mail: "Mail") -> Requester:
    """The sender as they name themselves."""
    return Requester(mail.from_.name.strip()[:200], mail.from_.address[:320])
