"""What rang for a ticket that was merged leads to where its entry stands."""

from django.db.models import F, OuterRef, Subquery

from ombud.notifications.models import Notification
from ombud.tickets.models import Entry
from ombud.tickets.models.merging import Carrier


def _carry(main: int, gone: list[int]) -> None:
    Notification.objects.filter(ticket__in=gone).update(ticket=main)


def _leave(_then: int, now: int, _note: None) -> None:
    """Those whose entries have gone back."""
    entry = Entry.objects.filter(pk=OuterRef("entry")).values("ticket")
    away = Notification.objects.filter(ticket=now).exclude(entry__ticket=F("ticket"))
    away.update(ticket=Subquery(entry[:1]))


BELLS = Carrier(_carry, _leave)
