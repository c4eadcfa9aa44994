"""To which ticket does a mail belong? By proofs first, by its number last."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils import timezone

from ombud.core.statements import ask, one
from ombud.lib import subjects
from ombud.tickets.models import Message, Ticket
from ombud.tickets.models.message import FiledBy
from ombud.tickets.tokens import number_in_address, number_in_id

if TYPE_CHECKING:
    from ombud.lib.mail import Mail

# How long the same sender with the same subject probably means the same matter.
SAME_MATTER = timedelta(days=14)
DELIVERED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail belongs, and by which proof.

    `stranger_to`: the ticket whose number somebody quotes who takes no part in it.
    `perhaps`: an open ticket of the same sender with the same subject.
    `duplicate`: the message that this mail is once more.
    """

    ticket: Ticket | None = None
    # The merged ticket that it answers; what shows that one is `ticket`.
    home: int | None = None
    by: str = FiledBy.NEW
    stranger_to: Ticket | None = None
    perhaps: Ticket | None = None
    duplicate: "Known | None" = None


def find_place(mail: "Mail") -> Place:
    """The order: reply address, In-Reply-To, References, number and participant."""
    known = known_messages(mail)
    twin = known.get(mail.message_id)
    if twin and is_same(twin, mail):
        return Place(duplicate=twin)
    return (
        by_address(mail)
        or by_ids([mail.in_reply_to], known, FiledBy.IN_REPLY_TO)
        or by_ids(list(reversed(mail.references)), known, FiledBy.REFERENCES)
        or by_number(mail)
        or Place(perhaps=same_matter(mail))
    )


class Known(NamedTuple):
    """A message that we have filed, as far as threading needs it."""

    message_id: str
    from_address: str
    subject: str
    entry_id: int
    ticket_id: int
    home_id: int | None


# Two copies of one mail, read at the same moment, shall see each other: the lock is a
# statement of its own, because a statement sees only what stood when it began.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
KNOWN = """
SELECT message.message_id, message.from_address, message.subject,
       entry.id, entry.ticket_id, entry.home_id
  FROM tickets_message message
  JOIN tickets_entry entry ON entry.id = message.entry_id
 WHERE message.message_id = ANY(%s) AND message.message_id <> ''
 ORDER BY message.id DESC
"""


def known_messages(mail: "Mail") -> dict[str, Known]:
    """Every message that its ids name; locked against its own twin."""
    ids = {mail.message_id, mail.in_reply_to, *mail.references[-50:]} - {""}
    if not ids:
        return {}
    ask(LOCK, [mail.message_id])
    rows = [Known(*row) for row in ask(KNOWN, [list(ids)])]
    return {row.message_id: row for row in rows}


def is_same(known: Known, mail: "Mail") -> bool:
    """The very same mail, come by another way: same id, sender and subject."""
    return (
        known.from_address.lower() == mail.from_.address.lower()
        and known.subject == mail.subject
    )


def by_address(mail: "Mail") -> Place | None:
    """A signed reply address: name+1042-…@domain."""
    named = [person.address for person in (*mail.to, *mail.cc)]
    named += [value for name in DELIVERED_TO for value in mail.headers.get_all(name)]
    for address in named:
        if number := number_in_address(address):
            return placed(number, FiledBy.ADDRESS)
    return None


def by_ids(ids: list[str], known: dict[str, Known], why: str) -> Place | None:
    """A Message-ID that carries our signature, or one that we have filed.

    A message that was merged, parted or split off is answered where it stands now,
    whatever number its id was signed with.
    """
    for name in ids:
        number = number_in_id(name)
        if name in known:
            found = known[name]
            ticket = ticket_with("id", found.ticket_id)
            by = FiledBy.TOKEN if number else why
            return Place(ticket, found.home_id, by) if ticket else None
        if number:
            return placed(number, FiledBy.TOKEN)
    return None


def by_number(mail: "Mail") -> Place | None:
    """A number in the subject counts only for those who take part."""
    for number in subjects.ticket_numbers(mail.subject)[:3]:
        ticket = ticket_with("number", number)
        if ticket and takes_part(mail.from_.address, ticket):
            return standing(ticket, FiledBy.NUMBER)
        if ticket:
            return Place(stranger_to=ticket)
    return None


def takes_part(address: str, ticket: Ticket) -> bool:
    """Whether the address is the requester's, the contact's, or was written to."""
    address = address.lower()
    if address == ticket.requester_email.lower():
        return True
    contact = ticket.contact
    if contact and contact.addresses.filter(address__iexact=address).exists():
        return True
    messages = Message.objects.filter(entry__ticket=ticket.standing)
    return any(
        address in message.addresses
        for message in messages.only("from_address", "to", "cc", "bcc")
    )


def same_matter(mail: "Mail") -> Ticket | None:
    """Only a suggestion: nothing is filed by it."""
    subject = subjects.clean(mail.subject)
    if not subject or subject == mail.subject:
        return None
    mine = Ticket.objects.of_person(None, mail.from_.address).filter(
        Q(is_open=True) | Q(asleep_until__isnull=False),
        last_message_at__gt=timezone.now() - SAME_MATTER,
    )
    return mine.filter(subject__iexact=subject).newest_first().first()


def placed(number: int, why: str) -> Place | None:
    """The ticket of a proven number; None if it has been deleted."""
    ticket = ticket_with("number", number)
    return standing(ticket, why) if ticket else None


def standing(ticket: Ticket, why: str) -> Place:
    """There, or on the ticket that it was merged into."""
    if ticket.merged_into:
        return Place(ticket.standing, ticket.pk, why)
    return Place(ticket, by=why)


def ticket_with(column: str, value: int) -> Ticket | None:
    """The ticket with that number or id."""
    return one(Ticket, f"WHERE {column} = %s", [value])
