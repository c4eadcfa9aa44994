"""Ticket, and what hangs on it."""

from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.base import Priority
from ombud.tickets.models.batch import Batch, BatchKind
from ombud.tickets.models.begun import Begun
from ombud.tickets.models.draft import Draft, DraftKind, StaleDraft
from ombud.tickets.models.entry import Direction, Entry, EntryKind, Verb
from ombud.tickets.models.following import Following
from ombud.tickets.models.link import TicketLink
from ombud.tickets.models.message import Message
from ombud.tickets.models.reading import Reading
from ombud.tickets.models.sight import Sight
from ombud.tickets.models.tag import Chip, KnownTags, Tag
from ombud.tickets.models.ticket import Ticket, TicketQuerySet
from ombud.tickets.models.trusted_sender import TrustedSender

__all__ = [
    "Attachment",
    "Batch",
    "BatchKind",
    "Begun",
    "Chip",
    "Direction",
    "Draft",
    "DraftKind",
    "Entry",
    "EntryKind",
    "Following",
    "KnownTags",
    "Message",
    "Priority",
    "Reading",
    "Sight",
    "StaleDraft",
    "Tag",
    "Ticket",
    "TicketLink",
    "TicketQuerySet",
    "TrustedSender",
    "Verb",
]
