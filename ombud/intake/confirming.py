"""Confirmations come after the mails: nobody's mail waits for another's answer.

And a confirmation that cannot be written does not undo the mail it was for.
"""

import logging

from django.db import InterfaceError, OperationalError, transaction

from ombud.intake.auto_reply import confirm
from ombud.intake.models import AutoReply, Inbound

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
        if inbound.entry and AutoReply.objects.allow(inbound.sender):
            write_to_sender(inbound)
        return inbound.pk


def write_to_sender(inbound: Inbound) -> None:
    """Where the sender wants answers; what fails is logged, and not tried for ever."""
    entry = inbound.entry
    if entry is None:
        return
    wish = entry.particulars.get("reply_to", {})
    message = entry.message
    try:
        with transaction.atomic():
            confirm(
                entry.ticket,
                message.from_name,
                wish.get("address") or message.from_address,
                answers=entry,
            )
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("confirmation failed inbound=%s", inbound.pk)
