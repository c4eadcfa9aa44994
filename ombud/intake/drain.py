"""The stored mails are their own queue: read them until none is left."""

from ombud.intake.models import Inbound
from ombud.intake.pipeline import process


def drain(limit: int | None = None) -> int:
    """Process open mails, each in its own transaction; gives how many."""
    count = 0
    while limit is None or count < limit:
        inbound_id = Inbound.objects.claim()
        if inbound_id is None:
            break
        process(inbound_id)
        count += 1
    return count
