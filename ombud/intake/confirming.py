"""Confirmations come after the mails: nobody's mail waits for another's answer.

And a confirmation that cannot be written does not undo the mail it was for.
"""

import logging

from django.db import InterfaceError, OperationalError, transaction

from ombud.core.statements import one
from ombud.intake.auto_reply import confirm
from ombud.intake.channels import channel_with
from ombud.intake.models import AutoReply, Inbound
from ombud.intake.pipeline import Owed
from ombud.tickets.models import Entry, Message, Ticket

log = logging.getLogger(__name__)


def confirm_now(owed: Owed) -> None:
    """Tell the sender of a mail that has just been read, while it is at hand."""
    _confirm(owed.inbound_id, owed.entry)


def confirm_owed() -> None:
    """Tell all who still wait for it, because a worker has died meanwhile."""
    while inbound_id := _confirm():
        log.debug("inbound confirmed inbound=%s", inbound_id)


def _confirm(pk: int | None = None, entry: Entry | None = None) -> int:
    """One confirmation in one transaction; what fails is not tried for ever."""
    inbound_id = pk or 0
    try:
        with transaction.atomic():
            inbound_id, entry_id = Inbound.objects.take_owing(pk)
            if inbound_id and (found := entry or entry_with(entry_id)):
                write_to_sender(found)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("confirmation failed inbound=%s", inbound_id)
        Inbound.objects.filter(pk=inbound_id).update(owes_confirmation=False)
    return inbound_id


def entry_with(pk: int | None) -> Entry | None:
    """The entry with its message and ticket; none where they have been deleted."""
    entry = one(Entry, "WHERE id = %s", [pk])
    if entry is None:
        return None
    message = one(Message, "WHERE entry_id = %s", [pk])
    ticket = one(Ticket, "WHERE id = %s", [entry.ticket_id])
    if message is None or ticket is None:
        return None
    entry.message, entry.ticket = message, ticket
    if ticket.channel_id:
        channel = ticket.channel = channel_with(ticket.channel_id)
        if channel.team_id == ticket.team_id:
            ticket.team = channel.team
    return entry


def write_to_sender(entry: Entry) -> None:
    """Where the sender wants answers, at most once a day for an address.

    Who receives it is counted: many senders can name one address for their answers.
    """
    wish = entry.particulars.get("reply_to", {})
    address = wish.get("address") or entry.message.from_address
    if AutoReply.objects.allow(address):
        confirm(entry.ticket, entry.message.from_name, address, answers=entry)
