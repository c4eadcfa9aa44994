"""A letter takes its place: on its ticket, or on a new one."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.channels.models import Kind
from ombud.core.actor import Machine
from ombud.customers.matching import Key, Match
from ombud.intake.steps.link import link_contact, link_customer, requester_of
from ombud.lib import subjects
from ombud.lib.automatic import from_machine
from ombud.tickets.models import Direction, Entry, Ticket
from ombud.tickets.models.base import list_columns
from ombud.tickets.models.incoming import AUTO_REPLY, LIST, Incoming

if TYPE_CHECKING:
    from ombud.channels.models import Channel
    from ombud.intake.steps.parse import Letter
    from ombud.intake.steps.thread import Place
    from ombud.lib.addresses import Address

INTAKE = Machine("Ombud")


def file(letter: "Letter", place: "Place", channel: "Channel") -> tuple[Entry, bool]:
    """The entry, and whether its ticket is a new one; machines wake nobody."""
    ticket = place.ticket
    if ticket is None:
        return begin(letter, place, channel), True
    person = link_contact(letter.mail) or requester_of(letter.mail)
    wake = letter.automatic.is_from_person
    what = incoming(letter, place, channel)
    return ticket.locked().hear(what, by=person, wake=wake, home=place.home)


def begin(letter: "Letter", place: "Place", channel: "Channel") -> Entry:
    """A new ticket, linked where a stranger has quoted the number of another."""
    found, requester = customer_of(letter), requester_of(letter.mail)
    what, now = incoming(letter, place, channel), timezone.now()
    ticket = Ticket.begin(
        subject=subject_of(letter),
        team=channel.team,
        workflow=channel.workflow,
        channel=channel,
        match=found,
        requester=requester,
        origin=Kind.MAIL,
        language=language_of(letter, channel, found.contact),
        created_at=now,
        **list_columns(what.preview, Direction.IN, now),
    )
    # Whoever names a customer number is not yet who they say.
    author = found.contact if found.key == Key.EMAIL else None
    entry = ticket.receive(what, by=author or requester, at=now)
    entry.ticket = ticket
    ticket.note_owner()
    if place.stranger_to:
        ticket.link_to(place.stranger_to, by=INTAKE, why="stranger")
    return entry


def customer_of(letter: "Letter") -> Match:
    """Whose it is, by its sender and its new words; what it quotes may be anybody's."""
    return link_customer(letter.mail, f"{letter.mail.subject}\n{letter.reply_text}")


def incoming(letter: "Letter", place: "Place", channel: "Channel") -> Incoming:
    """What tickets need of a letter."""
    mail = letter.mail
    envelope = {
        "channel": channel,
        "message_id": mail.message_id[:998],
        "in_reply_to": mail.in_reply_to[:998],
        "references": list(mail.references[-50:]),
        "from_name": mail.from_.name[:320],
        "from_address": mail.from_.address[:320],
        "to": people(mail.to),
        "cc": people(mail.cc),
        "subject": mail.subject,
        "filed_by": place.by,
    }
    words = {**letter.words, "particulars": particulars(letter, place)}
    return Incoming(words=words, envelope=envelope, parts=mail.attachments)


def particulars(letter: "Letter", place: "Place") -> dict[str, Any]:
    """What is worth telling beside the words."""
    found: dict[str, Any] = {}
    if not letter.automatic.is_from_person:
        found["machine"] = AUTO_REPLY
    elif from_machine(letter.mail):
        found["machine"] = LIST
    if place.perhaps:
        found["perhaps"] = place.perhaps.number
    if place.stranger_to:
        found["stranger_to"] = place.stranger_to.number
    if wish := answer_to(letter.mail):
        found["reply_to"] = {"name": wish.name, "address": wish.address}
    return found


def answer_to(mail: Any) -> "Address | None":
    """Where the sender wants answers (RFC 5322, 3.6.2)."""
    return mail.reply_to[0] if mail.reply_to and mail.reply_to[0].address else None


def people(addresses: "tuple[Address, ...]") -> list[dict[str, str]]:
    """Addresses as the message row keeps them."""
    return [{"name": one.name, "address": one.address} for one in addresses[:200]]


def subject_of(letter: "Letter") -> str:
    """The subject without Re: and our tag; else the first words."""
    subject = subjects.clean(letter.mail.subject)
    return subject or " ".join(letter.reply_text.split())[:80] or _("No subject")


def language_of(letter: "Letter", channel: "Channel", contact: Any) -> str:
    """As the customer's record says, as they write, as the mailbox answers."""
    known = contact.language if contact else ""
    return known or letter.language or channel.language
