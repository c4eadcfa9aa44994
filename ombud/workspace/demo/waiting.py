"""What waits in the shop: a reply that leaves tomorrow, a ticket that sleeps."""

from datetime import datetime, timedelta

from django.utils import timezone

from ombud.tickets.models import Ticket
from ombud.users.models import User

WORDS = (
    "Hello,\n\nthe spare gasket is in stock again and leaves our warehouse tomorrow "
    "morning. You will get the tracking number as soon as the carrier has it."
)


def put_off(lena: User) -> None:
    """By the verbs themselves, on the two oldest that wait for her in English."""
    mine = Ticket.objects.assigned_to(lena).filter(language__startswith="en")
    found = list(mine.exclude(requester_email="").order_by("number")[:2])
    if len(found) == 2:
        found[0].reply(by=lena, text=WORDS, later=morning(1))
        found[1].sleep(morning(3), by=lena, through_thanks=True)


def morning(days: int) -> datetime:
    """Eight o'clock, so many days from now."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=8, minute=0, second=0, microsecond=0)
