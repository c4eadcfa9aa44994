"""One day of a channel, counted."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from ombud.api.schemas.channels import LedgerOut
from ombud.channels.models import Channel
from ombud.intake.models import Fate, Inbound

COUNTED = [Fate.TICKETED, Fate.SUPPRESSED, Fate.HELD, Fate.FAILED, Fate.OPEN]


def ledger_of(channel: Channel, day: date) -> LedgerOut:
    """What came in on that day of the company's calendar, by what became of it."""
    start = timezone.make_aware(datetime.combine(day, time()))
    found = Inbound.objects.filter(
        channel=channel,
        received_at__gte=start,
        received_at__lt=start + timedelta(days=1),
        fate__in=COUNTED,
    )
    rows = found.order_by().values_list("fate").annotate(count=Count("pk"))
    counts = dict.fromkeys([str(fate.value) for fate in COUNTED], 0) | dict(rows)
    return LedgerOut(day=day, in_mailbox=sum(counts.values()), **counts)
