"""What came in, ready to be filed: made by the intake, taken by tickets."""

from dataclasses import dataclass, field
from typing import Any, Self

from ombud.core.actor import Requester
from ombud.lib import html as html_lib
from ombud.lib.mail import Part
from ombud.tickets.models.entry import preview_of

# In an entry's particulars, under "machine": what no person has written, and a letter
# by a list or in bulk, which nobody may answer automatically (RFC 3834).
AUTO_REPLY, LIST = "auto_reply", "list"
# True in the particulars of what only says thank you to a finished ticket.
THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Incoming:
    """The words, the envelope and the files of one thing that came in."""

    # Columns of Entry: text, reply_text, html, quoted_html, is_designed.
    words: dict[str, Any]
    # Columns of Message: addresses, ids, channel, filed_by.
    envelope: dict[str, Any]
    parts: tuple[Part, ...] = field(default=())

    @classmethod
    def told(
        cls,
        who: Requester,
        *,
        subject: str,
        text: str = "",
        html: str = "",
        **columns: Any,
    ) -> Self:
        """What somebody has told an agent or a program, as their message."""
        safe = html_lib.clean(html) if html else html_lib.html_from(text)
        plain = text or html_lib.text_from(safe)
        words = {"text": plain, "reply_text": plain, "html": safe, **columns}
        envelope = {
            "from_name": who.name,
            "from_address": who.address,
            "subject": subject,
            "filed_by": "new",
        }
        return cls(words=words, envelope=envelope)

    @property
    def preview(self) -> str:
        """The new words on one line."""
        return preview_of(self.words["reply_text"] or self.words["text"])
