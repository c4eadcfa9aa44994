"""One thing on a ticket's timeline."""

from datetime import datetime
from typing import Any

from ombud.api.schemas.common import In, Mailbox, Out, Words


class AuthorOut(Out):
    """Who did it: an agent, a contact, a requester, or Ombud itself."""

    kind: str
    name: str
    email: str | None


class AttachmentOut(Out):
    """A file; `url` gives its bytes to the same token."""

    id: int
    filename: str
    content_type: str
    size: int
    inline: bool
    url: str


class DeliveryOut(Out):
    """How far an answer has come."""

    state: str
    attempts: int
    error: str | None
    # When it leaves, or is tried again.
    due_at: datetime | None = None


class EntryOut(Out):
    """A message, note, call or event."""

    id: int
    kind: str
    verb: str
    direction: str | None
    channel: str | None
    author: AuthorOut
    at: datetime
    text: str
    html: str
    reply_text: str
    attachments: list[AttachmentOut]
    delivery: DeliveryOut | None
    changes: dict[str, list[Any]]
    undoable: bool
    # What was seen in an answer of ours before it left, in sentences.
    warnings: list[str] = []


class NoteIn(In):
    """What only colleagues read: text, or html."""

    text: Words = ""
    html: Words = ""
    state: str | None = None


class ReplyIn(NoteIn):
    """What the customer gets; without `to`, the one who wrote last."""

    to: list[Mailbox] = []
    cc: list[Mailbox] = []
    bcc: list[Mailbox] = []
    # Why it leaves although another customer's data are in it.
    despite: str = ""
    # When it leaves instead of now.
    send_at: datetime | None = None
