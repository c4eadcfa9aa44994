"""A mail as its receiver will see it: out of the very bytes that leave.

What is still a draft is sent as if, and nothing of that is kept.
"""

import base64
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from ombud.core.rehearsal import rehearsal
from ombud.tickets.models import Draft, Ticket
from ombud.tickets.people import read
from ombud.users.models import User

# What mail programs make of a letter that names no colours.
LOOKS = {
    "light": "color-scheme: light; background: #fff; color: #1a1d1e",
    "dark": "color-scheme: dark; background: #121416; color: #e8eaea",
}
STYLE = (
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<style>:root {{ {look} }} body {{ margin: 0; padding: 12px; "
    "font-family: system-ui, sans-serif; overflow-wrap: anywhere }} "
    "img {{ max-width: 100%; height: auto }}</style></head>"
)
CID = re.compile(r"""cid:([^"'>\s)]+)""")


@dataclass(frozen=True)
class Preview:
    """One mail, taken apart again."""

    raw: bytes
    # In no header of the mail.
    bcc: str = ""

    @cached_property
    def mail(self) -> EmailMessage:
        """As any mail program reads it."""
        found: Any = message_from_bytes(self.raw, policy=policy.default)
        return found  # type: ignore[no-any-return]  # by this policy

    @property
    def headers(self) -> list[tuple[str, str]]:
        """From, to, copies and subject, as they stand in it."""
        lines = [
            (_("From"), self.mail["From"]),
            (_("To"), self.mail["To"]),
            (_("Cc"), self.mail["Cc"]),
            (_("Bcc"), self.bcc),
            (_("Subject"), self.mail["Subject"]),
        ]
        return [(name, str(value)) for name, value in lines if value]

    @property
    def plain(self) -> str:
        """The part for programs that show no HTML."""
        return self._content("plain")

    @property
    def files(self) -> list[str]:
        """Names of what is attached."""
        return [part.get_filename() or "" for part in self.mail.iter_attachments()]

    @property
    def weight(self) -> int:
        """All bytes of it."""
        return len(self.raw)

    def html(self, look: str) -> str:
        """The letter as a page of its own; pictures inside it are part of the page."""
        style = STYLE.format(look=LOOKS[look])
        page = self._content("html").replace("</head>", style, 1)
        return CID.sub(lambda found: self._pictures.get(found[1], ""), page)

    @cached_property
    def _pictures(self) -> dict[str, str]:
        """{Content-ID: data: address}."""
        found = {}
        for part in self.mail.walk():
            cid = str(part.get("Content-ID", "")).strip("<> ")
            if cid and part.get_content_maintype() == "image":
                content = base64.b64encode(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]  # bytes, since decoded
                kind = part.get_content_type()
                found[cid] = f"data:{kind};base64,{content.decode()}"
        return found

    def _content(self, kind: str) -> str:
        part: Any = self.mail.get_body((kind,))
        return str(part.get_content()) if part else ""


def preview_of_draft(ticket: Ticket, draft: Draft, *, by: User) -> Preview:
    """As it would leave now; raises ActionNotAllowed where it could not."""
    to, cc, bcc = (read(text)[0] for text in (draft.to, draft.cc, draft.bcc))
    with rehearsal():
        entry = ticket.locked().reply(
            by=by,
            html=draft.html,
            to=to,
            cc=cc,
            bcc=bcc,
            sender=draft.sender,
            draft=Draft.objects.get(pk=draft.pk),
            despite="",
        )
        delivery: Any = entry.message.delivery
        raw = bytes(delivery.raw)
    return Preview(raw, draft.bcc)
