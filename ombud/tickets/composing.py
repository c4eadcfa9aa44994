"""A message → finished MIME: signature, quoted history, files, threading headers."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ombud.core.models import Installation
from ombud.lib import html as html_lib
from ombud.lib import subjects
from ombud.tickets.inline_images import embed
from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.entry import Direction, Entry
from ombud.tickets.models.message import Message
from ombud.tickets.tokens import reply_address

if TYPE_CHECKING:
    from ombud.channels.models import Channel
    from ombud.core.actor import Actor
    from ombud.tickets.models.ticket import Ticket

# What a reply carries of its history; more would only make it heavy.
MAX_QUOTED = 100_000
MAX_REFERENCES = 20
# Marks what left this house, so that it is known when it comes back.
OWN_HEADER = "X-Ombud-Ticket"


@dataclass(frozen=True, slots=True)
class Letter:
    """To whom and from which mailbox; what it says stands in the entry."""

    channel: "Channel"
    by: "Actor"
    to: Sequence[dict[str, str]]
    cc: Sequence[dict[str, str]] = ()
    bcc: Sequence[dict[str, str]] = ()
    sender: str = ""
    subject: str = ""
    automatic: bool = False

    @property
    def address(self) -> str:
        """The address it leaves from: an alias of the mailbox, or the mailbox."""
        wanted = self.sender.lower()
        known = self.channel.addresses
        return wanted if wanted in known else self.channel.address

    @property
    def recipients(self) -> list[str]:
        """All addresses of the envelope, each once."""
        people = [*self.to, *self.cc, *self.bcc]
        return list(dict.fromkeys(person["address"] for person in people))


def compose(
    ticket: "Ticket", entry: Entry, letter: Letter, *, message_id: str
) -> tuple[Message, bytes]:
    """The unsaved Message row and the bytes to be sent."""
    previous = last_incoming(ticket)
    references = thread_of(previous)
    subject = subjects.tagged(letter.subject or ticket.subject, ticket.number)
    row = Message(
        entry=entry,
        channel=letter.channel,
        message_id=message_id,
        in_reply_to=references[-1] if references else "",
        references=references,
        from_name=sender_name(letter),
        from_address=letter.address,
        to=list(letter.to),
        cc=list(letter.cc),
        bcc=list(letter.bcc),
        subject=subject,
    )
    language = ticket.language or Installation.current().language
    with translation.override(language):
        mail = write(ticket, entry, letter, row, previous)
    return row, mail.as_bytes()


def write(
    ticket: "Ticket",
    entry: Entry,
    letter: Letter,
    row: Message,
    previous: Entry | None,
) -> EmailMessage:
    """The mail in the ticket's language."""
    mail = EmailMessage(policy=SMTP)
    address_headers(mail, ticket, letter, row)
    if letter.automatic:
        # RFC 3834: nobody's machine shall answer this.
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["Precedence"] = "bulk"
        previous = None
    body = join(safe(entry.html), signature(letter))
    plain = "\n\n".join(
        part for part in (entry.text, html_lib.text_from(signature(letter))) if part
    )
    html, images = embed(join(body, quoted_html(previous)))
    mail.set_content(plain + quoted_text(previous), cte="quoted-printable")
    mail.add_alternative(wrap(html), subtype="html", cte="quoted-printable")
    add_images(mail, images)
    add_files(mail, entry)
    return mail


def address_headers(
    mail: EmailMessage, ticket: "Ticket", letter: Letter, row: Message
) -> None:
    """Who, whom, what, and the thread (RFC 5322, 3.6.4)."""
    mail["From"] = mailbox(row.from_name, row.from_address)
    mail["To"] = [mailbox(p.get("name", ""), p["address"]) for p in row.to]
    if row.cc:
        mail["Cc"] = [mailbox(p.get("name", ""), p["address"]) for p in row.cc]
    if letter.channel.plus_addressing:
        mail["Reply-To"] = reply_address(row.from_address, ticket.number)
    mail["Subject"] = row.subject
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = f"<{row.message_id}>"
    if row.references:
        mail["In-Reply-To"] = f"<{row.in_reply_to}>"
        mail["References"] = " ".join(f"<{one}>" for one in row.references)
    mail[OWN_HEADER] = str(ticket.number)


def last_incoming(ticket: "Ticket") -> Entry | None:
    """What we answer: the newest message from outside."""
    found = Entry.objects.filter(ticket_id=ticket.pk, direction=Direction.IN)
    return found.select_related("message").order_by("-at", "-id").first()


def thread_of(previous: Entry | None) -> list[str]:
    """References of the answer: the first ones and the newest of a long thread."""
    if previous is None:
        return []
    ids = [*previous.message.references, previous.message.message_id]
    ids = [one for one in dict.fromkeys(ids) if one and " " not in one]
    if len(ids) > MAX_REFERENCES:
        return [*ids[:2], *ids[-(MAX_REFERENCES - 2) :]]
    return ids


def sender_name(letter: Letter) -> str:
    """Who signs the From line: the mailbox's own name, else agent and company."""
    company = Installation.current().name
    return letter.channel.sender_name or (
        company if letter.automatic else f"{letter.by.actor_name} · {company}"
    )


def mailbox(name: str, address: str) -> Address:
    """One address header's value; what no header may hold is left out."""
    clean = "".join(c for c in name if c.isprintable())
    return Address(display_name=clean, addr_spec=address)


def signature(letter: Letter) -> SafeString:
    """The agent's signature, else the mailbox's, else the team's."""
    personal = "" if letter.automatic else getattr(letter.by, "signature", "")
    text = personal or letter.channel.signature or letter.channel.team.signature
    return safe(html_lib.html_from(text)) if text else safe("")


def quoted_html(previous: Entry | None) -> SafeString:
    """The message we answer, and what it quoted itself, as mail programs do."""
    if previous is None:
        return safe("")
    body = previous.html or html_lib.html_from(previous.reply_text or previous.text)
    whole = body + previous.quoted_html
    if len(whole) > MAX_QUOTED:
        whole = html_lib.html_from(previous.reply_text[:MAX_QUOTED])
    return format_html(
        '<div class="gmail_quote"><p>{}</p><blockquote type="cite">{}</blockquote></div>',
        attribution(previous),
        safe(whole),
    )


def quoted_text(previous: Entry | None) -> str:
    """The same in plain text, with > before each line (RFC 3676, 4.5)."""
    if previous is None:
        return "\n"
    lines = previous.text[:MAX_QUOTED].splitlines()
    quoted = "\n".join(f"> {line}".rstrip() for line in lines)
    return f"\n\n{attribution(previous)}\n{quoted}\n"


def attribution(previous: Entry) -> str:
    """The line above a quote, in the reader's language."""
    return _("On %(date)s, %(name)s wrote:") % {
        "date": date_format(timezone.localtime(previous.at), "DATETIME_FORMAT"),
        "name": previous.author_name,
    }


def wrap(html: str) -> str:
    """A whole document: the plainest that every mail program shows alike."""
    language = escape(translation.get_language() or "en")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"></head>'
        f"<body>{html}</body></html>"
    )


def join(*parts: SafeString) -> SafeString:
    """One after the other, what is empty left out."""
    return safe("\n".join(part for part in parts if part))


def safe(html: str) -> SafeString:
    """Marks what `lib.html` has cleaned."""
    return mark_safe(html)  # noqa: S308  # made by lib.html or from escaped text


def add_images(mail: EmailMessage, images: list[Attachment]) -> None:
    """Pictures in the text travel beside it and are named by Content-ID (RFC 2392)."""
    if not images:
        return
    parts = mail.get_payload()
    html = parts[-1]
    for image in images:
        kind, _slash, subtype = image.content_type.partition("/")
        html.add_related(
            image.read(),
            maintype=kind,
            subtype=subtype,
            cid=f"<{image.content_id}>",
            filename=image.filename,
            disposition="inline",
        )


def add_files(mail: EmailMessage, entry: Entry) -> None:
    """The entry's files, each with its type and name."""
    for file in Attachment.objects.filter(entry=entry, is_inline=False):
        kind, _slash, subtype = file.content_type.partition("/")
        if kind not in {"application", "audio", "font", "image", "text", "video"}:
            kind, subtype = "application", "octet-stream"
        if kind == "text":
            kind, subtype = "application", "octet-stream"
        mail.add_attachment(
            file.read(), maintype=kind, subtype=subtype, filename=file.filename
        )
