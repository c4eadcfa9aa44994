"""Mail that waits for a person: held, or impossible to read."""

from ombud.intake.models import Inbound, InboundQuerySet
from ombud.users.models import User
from ombud.users.permissions import Permission

# Its name among the counts of a page.
KEY = "held"


def waiting_for(reader: User) -> InboundQuerySet:
    """What this reader may look at and decide."""
    if not reader.may(Permission.SEE_INTAKE):
        return Inbound.objects.none()
    return Inbound.objects.waiting()
