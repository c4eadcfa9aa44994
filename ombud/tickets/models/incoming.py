"""What came in, ready to be filed: made by the intake, taken by tickets."""

from dataclasses import dataclass, field
from typing import Any

from ombud.lib.mail import Part
from ombud.tickets.models.entry import preview_of


@dataclass(frozen=True, slots=True)
class Incoming:
    """The words, the envelope and the files of one thing that came in."""

    # Columns of Entry: text, reply_text, html, quoted_html, is_designed.
    words: dict[str, Any]
    # Columns of Message: addresses, ids, channel, filed_by.
    envelope: dict[str, Any]
    parts: tuple[Part, ...] = field(default=())

    @property
    def preview(self) -> str:
        """The new words on one line."""
        return preview_of(self.words["reply_text"] or self.words["text"])
