"""The batches in the corner of an agent's pages."""

from datetime import datetime, timedelta

from django.utils import timezone

from ombud.tickets.models import Batch
from ombud.users.models import User

# Afterwards the history has them.
STAYS = timedelta(minutes=10)


def shown_batches(user: User) -> list[Batch]:
    """What is under way, and what has ended a moment ago."""
    found = Batch.objects.shown_to(user).order_by("pk")
    limit = timezone.now() - STAYS
    return [one for one in found if one.is_busy or _end_of(one) > limit]


def _end_of(batch: Batch) -> datetime:
    return batch.undone_at or batch.finished_at or timezone.now()
