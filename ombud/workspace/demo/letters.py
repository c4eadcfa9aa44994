"""What a mail looks like on its way: quoted history, addresses, bytes."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, NamedTuple

from django.utils.html import escape

from ombud.lib import html as html_lib
from ombud.tickets.models import Message

ATTRIBUTIONS = {
    "en-gb": "On {date}, {name} wrote:",
    "de": "Am {date} schrieb {name}:",
    "cs": "Dne {date} {name} napsal(a):",
    "hu": "{name} ezt írta ({date}):",
    "el": "Στις {date}, {name} έγραψε:",
}


class Said(NamedTuple):
    """Something that was written before, to be quoted."""

    name: str
    at: datetime
    text: str


def words(text: str, quoted: Said | None, language: str) -> dict[str, Any]:
    """The columns of an entry that says this, above what it quotes."""
    columns = {"reply_text": text, "text": text, "html": html_lib.html_from(text)}
    if quoted is None:
        return columns
    date = f"{quoted.at:%d.%m.%Y %H:%M}"
    line = ATTRIBUTIONS[language].format(date=date, name=quoted.name)
    old = "\n".join(f"> {one}".rstrip() for one in quoted.text.splitlines())
    columns["text"] = f"{text}\n\n{line}\n{old}"
    columns["quoted_html"] = (
        f'<div class="gmail_quote"><p>{escape(line)}</p>'
        f"<blockquote>{html_lib.html_from(quoted.text)}</blockquote></div>"
    )
    return columns


def raw(message: Message, text: str, at: datetime) -> bytes:
    """The bytes of a mail that has gone out."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = mailbox(message.from_name, message.from_address)
    mail["To"] = [mailbox(one["name"], one["address"]) for one in message.to]
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message.message_id}>"
    mail.set_content(text, cte="quoted-printable")
    return mail.as_bytes()


def mailbox(name: str, address: str) -> Address:
    """One address of a header."""
    return Address(display_name=name, addr_spec=address)
