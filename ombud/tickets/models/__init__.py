"""Ticket, and what hangs on it."""

from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.base import Priority
from ombud.tickets.models.draft import Draft
from ombud.tickets.models.entry import Direction, Entry, EntryKind, Verb
from ombud.tickets.models.link import TicketLink
from ombud.tickets.models.message import Message
from ombud.tickets.models.reading import Reading
from ombud.tickets.models.ticket import Ticket, TicketQuerySet

__all__ = [
    "Attachment",
    "Direction",
    "Draft",
    "Entry",
    "EntryKind",
    "Message",
    "Priority",
    "Reading",
    "Ticket",
    "TicketLink",
    "TicketQuerySet",
    "Verb",
]
