"""The ledger: every mail of every mailbox, and what became of it, a line a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from ombud.channels.models import Channel
from ombud.intake.models import Fate, Inbound

# Mails from before the start were never fetched: they are in no day's sum.
COUNTED = [Fate.TICKETED, Fate.SUPPRESSED, Fate.HELD, Fate.FAILED, Fate.OPEN]


@dataclass(frozen=True, slots=True)
class Line:
    """One mailbox's day. The parts always add up to what was in the mailbox."""

    day: date
    in_mailbox: int
    ticketed: int
    suppressed: int
    held: int
    failed: int
    open: int


def line(channel: Channel, day: date) -> Line:
    """The line of one day, zeros where nothing came."""
    found = lines(channel, first=day, last=day)
    return found[0] if found else Line(day, 0, 0, 0, 0, 0, 0)


def lines(channel: Channel, *, first: date, last: date) -> Sequence[Line]:
    """The days on which something came, the newest first; one query."""
    rows = (
        Inbound.objects.filter(
            channel=channel,
            received_at__gte=start_of(first),
            received_at__lt=start_of(last + timedelta(days=1)),
            fate__in=COUNTED,
        )
        .annotate(day=TruncDate("received_at"))
        .values_list("day")
        .annotate(**{f"n_{fate}": Count("pk", filter=Q(fate=fate)) for fate in COUNTED})
        .order_by("-day")
    )
    return [Line(day, sum(counts), *counts) for day, *counts in rows]


def start_of(day: date) -> datetime:
    """Midnight by the reader's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))
