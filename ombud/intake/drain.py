"""The stored mails are their own queue: read them until none is left."""

from ombud.channels.waking import gathered_wakes
from ombud.intake.confirming import confirm_owed
from ombud.intake.models import Inbound
from ombud.intake.pipeline import process

# So many mails may wait for the answers of the first of them to leave.
BATCH = 20


def drain() -> int:
    """Process open mails, each in its own transaction; gives how many."""
    count = 0
    while found := drain_batch():
        count += found
    with gathered_wakes():
        confirm_owed()
    return count


def drain_batch() -> int:
    """Some mails, and one word to the worker that their answers may leave."""
    with gathered_wakes():
        for count in range(BATCH):
            inbound_id = Inbound.objects.claim()
            if inbound_id is None:
                return count
            process(inbound_id)
    return BATCH
