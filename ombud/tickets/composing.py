"""A message → finished MIME: signature, quoted history, pictures, files."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ombud.core.models import Installation
from ombud.lib import html as html_lib
from ombud.lib import subjects
from ombud.tickets.inline_images import pictures_in
from ombud.tickets.mail_headers import (
    OWN_HEADER,
    last_incoming,
    thread_of,
    write_headers,
)
from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.entry import Entry
from ombud.tickets.models.message import Message
from ombud.tickets.quoted_history import quoted_html, quoted_text
from ombud.tickets.wire import WIRE

if TYPE_CHECKING:
    from ombud.channels.models import Channel
    from ombud.core.actor import Actor
    from ombud.tickets.models.base import TicketBase

__all__ = ["OWN_HEADER", "Letter", "compose", "signature_of"]

# What may stand before the slash; message and multipart must not be encoded.
MAIN_TYPES = {"application", "audio", "font", "image", "text", "video"}


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
    # The message that is confirmed, where it is at hand.
    answers: "Entry | None" = None

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
        return list({p["address"].lower(): p["address"] for p in people}.values())


def compose(
    ticket: "TicketBase", entry: Entry, letter: Letter, *, message_id: str
) -> tuple[Message, bytes]:
    """The unsaved Message row and the bytes to be sent."""
    references = thread_of(ticket, besides=entry.pk, newest=letter.answers)
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
        subject=subjects.tagged(letter.subject or ticket.subject, ticket.number),
    )
    language = ticket.language or Installation.current().language
    with translation.override(language):
        mail = write(ticket, entry, letter, row)
    return row, mail.as_bytes()


def write(
    ticket: "TicketBase", entry: Entry, letter: Letter, row: Message
) -> EmailMessage:
    """The mail in the ticket's language: plain text, HTML with its pictures, files."""
    mail = EmailMessage(policy=WIRE)
    write_headers(mail, ticket, letter, row)
    previous = None if letter.automatic else last_incoming(ticket)
    sign = signature(letter)
    below = f"-- \n{html_lib.text_from(sign)}" if sign else ""
    plain = "\n\n".join(filter(None, (entry.text, below)))
    html = "\n".join(filter(None, (entry.html, sign, quoted_html(previous))))
    own = [] if letter.automatic else list(Attachment.objects.filter(entry=entry))
    theirs = previous.attachments.all() if previous else []
    pictures = pictures_in(html, [*own, *theirs])
    mail.set_content(plain + quoted_text(previous), cte="quoted-printable")
    # Python would look for a boundary that the text does not contain; none does.
    mail.make_alternative(boundary=f"=={secrets.token_hex(16)}==")
    mail.add_alternative(whole(html), subtype="html", cte="quoted-printable")
    add_pictures(mail, pictures)
    # A picture that was taken out of the text is not sent by another way.
    add_files(mail, (file for file in own if not file.is_inline))
    return mail


def sender_name(letter: Letter) -> str:
    """Who signs the From line: the mailbox's own name, else agent and company."""
    company = Installation.current().name
    return letter.channel.sender_name or (
        company if letter.automatic else f"{letter.by.actor_name} · {company}"
    )


def signature(letter: Letter) -> SafeString:
    """What stands below the text; in plain text after two dashes (RFC 3676, 4.3)."""
    text = signature_of(letter.channel, None if letter.automatic else letter.by)
    if not text:
        return mark_safe("")
    body = html_lib.html_from(text)
    return mark_safe(f'<div class="moz-signature">{body}</div>')  # noqa: S308  # escaped


def signature_of(channel: "Channel", by: "Actor | None") -> str:
    """The agent's own signature, else the mailbox's, else its team's."""
    own = getattr(by, "signature", "")
    return own or channel.signature or channel.team.signature


def whole(html: str) -> str:
    """A whole document: the plainest that every mail program shows alike."""
    language = escape(translation.get_language() or "en")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"></head>'
        f"<body>{html}</body></html>"
    )


def add_pictures(mail: EmailMessage, images: Iterable[Attachment]) -> None:
    """Pictures in the text travel beside it and are named by Content-ID (RFC 2392)."""
    html = mail.get_body(("html",))
    for image in images:
        kind, _slash, subtype = image.content_type.partition("/")
        if html is not None:
            html.add_related(
                image.read(),
                maintype=kind,
                subtype=subtype,
                cid=f"<{image.content_id}>",
                filename=image.filename,
                disposition="inline",
            )


def add_files(mail: EmailMessage, files: Iterable[Attachment]) -> None:
    """The entry's files, each with its type and name; bytes, so none is changed."""
    for file in files:
        kind, _slash, subtype = file.content_type.partition(";")[0].partition("/")
        if kind not in MAIN_TYPES or not subtype:
            kind, subtype = "application", "octet-stream"
        mail.add_attachment(
            file.read(),
            maintype=kind,
            subtype=subtype.strip(),
            filename=file.filename,
        )
