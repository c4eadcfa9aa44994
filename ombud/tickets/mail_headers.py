"""The headers of a mail that leaves: who, whom, what, and the thread."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.tickets.models.entry import Direction, Entry, Verb
from ombud.tickets.models.message import Message
from ombud.tickets.tokens import reply_address
from ombud.workflows.models import ActionNotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ombud.tickets.composing import Letter
    from ombud.tickets.models.base import TicketBase

MAX_REFERENCES = 20
# With the header's name before it still one line (RFC 5322, 2.1.1).
MAX_ID = 980
# Longer ones are no addresses (RFC 5321, 4.5.3.1): columns would cut them short.
MAX_ADDRESS = 320
# Marks what left this house, so that it is known when it comes back.
OWN_HEADER = "X-Ombud-Ticket"


def write_headers(
    mail: EmailMessage, ticket: "TicketBase", letter: "Letter", row: Message
) -> None:
    """All headers of a letter (RFC 5322, 3.6)."""
    mail["From"] = mailbox(row.from_name, row.from_address)
    mail["To"] = mailboxes(row.to)
    if row.cc:
        mail["Cc"] = mailboxes(row.cc)
    if letter.channel.plus_addressing:
        mail["Reply-To"] = reply_address(row.from_address, ticket.number)
    mail["Subject"] = row.subject
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = f"<{row.message_id}>"
    if row.references:
        mail["In-Reply-To"] = f"<{row.in_reply_to}>"
        mail["References"] = " ".join(f"<{one}>" for one in row.references)
    mail[OWN_HEADER] = str(ticket.number)
    if letter.automatic:
        # RFC 3834: nobody's machine shall answer this.
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["Precedence"] = "bulk"


def mailboxes(people: "Iterable[dict[str, str]]") -> list[Address]:
    """The value of To or Cc."""
    return [mailbox(p.get("name", ""), p["address"]) for p in people]


def mailbox(name: str, address: str) -> Address:
    """One address header's value; what no header may hold is left out."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    try:
        return Address(display_name=clean, addr_spec=ascii_address(address))
    except (HeaderParseError, IndexError, UnicodeError, ValueError) as error:
        raise ActionNotAllowed(
            _("No mail can be sent to “%(address)s”. Correct the address.")
            % {"address": address}
        ) from error


def ascii_address(address: str) -> str:
    """As SMTP servers know it: a domain with an umlaut has a name in ASCII."""
    if len(address) > MAX_ADDRESS:
        raise ValueError("longer than any address")
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode() if domain else ''}"


def last_incoming(ticket: "TicketBase") -> Entry | None:
    """What we answer: the newest message from outside."""
    found = Entry.objects.filter(ticket_id=ticket.pk, direction=Direction.IN)
    return found.select_related("message").order_by("-at", "-id").first()


def thread_of(
    ticket: "TicketBase", *, besides: int, newest: Entry | None = None
) -> list[str]:
    """Ids for References: the newest message's own and its id, which comes last.

    A second mail of ours in a row follows our first one; an automatic confirmation
    is nothing to follow.
    """
    message = newest.message if newest else newest_message(ticket, besides)
    if message is None:
        return []
    ids = [*message.references, message.message_id]
    return shortened([one for one in dict.fromkeys(ids) if is_id(one)])


def newest_message(ticket: "TicketBase", besides: int) -> Message | None:
    """The last one that was neither taken back nor written by ourselves alone."""
    return (
        Message.objects.filter(entry__ticket=ticket.pk, entry__undone_at=None)
        .exclude(entry=besides)
        .exclude(message_id="")
        .exclude(entry__verb=Verb.AUTO_REPLIED)
        .order_by("-entry__at", "-entry_id")
        .first()
    )


def shortened(ids: list[str]) -> list[str]:
    """The first ones and the newest of a long thread."""
    if len(ids) <= MAX_REFERENCES:
        return ids
    return [*ids[:2], *ids[-(MAX_REFERENCES - 2) :]]


def is_id(text: str) -> bool:
    """Whether it may stand between < and >."""
    fits = 0 < len(text) <= MAX_ID
    return fits and text.isascii() and text.isprintable() and " " not in text
