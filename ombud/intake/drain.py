"""The stored mails are their own queue: read them until none is left."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from ombud.channels.waking import gathered_wakes
from ombud.core.live import gathered_news
from ombud.core.waking import gathered_waking
from ombud.intake.confirming import confirm_now, confirm_owed
from ombud.intake.models import Fate, Inbound
from ombud.intake.pipeline import process
from ombud.notifications.waking import gathered_hearing

# So many mails may wait for the answers of the first of them to leave.
BATCH = 20
# Any number that no other lock of this database uses.
DRAIN_LOCK = 72_710_002


def drain() -> int:
    """Process open mails, each in its own transaction; gives how many.

    Only one drain of an installation reads at a time, in the order in which the mails
    came: of two, one could read an answer before the mail that it answers. The one
    that is turned away may go: whoever holds the lock looks again after giving it
    back.
    """
    count = 0
    while Inbound.objects.filter(fate=Fate.OPEN).exists():
        with alone() as is_alone:
            if not is_alone:
                break
            while found := drain_batch():
                count += found
    with gathered_wakes(), gathered_hearing():
        confirm_owed()
    return count


def drain_batch() -> int:
    """Some mails; one word of them to open pages, to the sender, to who must hear."""
    with gathered_wakes(), gathered_news(), gathered_hearing(), gathered_waking():
        claimed = Inbound.objects.claim(BATCH)
        read = [process(inbound_id) for inbound_id in claimed]
    with gathered_wakes(), gathered_hearing():
        for owed in filter(None, read):
            confirm_now(owed)
    return len(claimed)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether nobody else drains now; PostgreSQL frees the lock of the dead."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [DRAIN_LOCK])
        is_alone = bool((cursor.fetchone() or [False])[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [DRAIN_LOCK])
