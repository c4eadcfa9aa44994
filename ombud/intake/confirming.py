"""Confirmations come after the mails: nobody's mail waits for another's answer.

And a confirmation that cannot be written does not undo the mail it was for.
"""

import logging

from django.db import InterfaceError, OperationalError, transaction

from ombud.intake.auto_reply import confirm
from ombud.intake.models import AutoReply, Inbound
from ombud.tickets.models import Entry

log = logging.getLogger(__name__)


def confirm_owed() -> None:
    """Tell all who wait for it the number of their ticket."""
    while inbound_id := confirm_next():
        log.debug("inbound confirmed inbound=%s", inbound_id)


def confirm_next() -> int | None:
    """One confirmation in one transaction, at most one a day for an address."""
    with transaction.atomic():
        inbound = Inbound.objects.take_owing()
        if inbound is None:
            return None
        if inbound.entry:
            write_to_sender(inbound, inbound.entry)
        return inbound.pk


def write_to_sender(inbound: Inbound, entry: Entry) -> None:
    """Where the sender wants answers; what fails is logged, and not tried for ever.

    Who receives it is counted: many senders can name one address for their answers.
    """
    wish = entry.particulars.get("reply_to", {})
    address = wish.get("address") or entry.message.from_address
    try:
        with transaction.atomic():
            if AutoReply.objects.allow(address):
                name = entry.message.from_name
                confirm(entry.ticket, name, address, answers=entry)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("confirmation failed inbound=%s", inbound.pk)
