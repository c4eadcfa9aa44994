"""What the worker does for notifications."""

from django.db import close_old_connections
from django.utils import translation
from procrastinate.contrib.django import app

from ombud.core.models import Installation
from ombud.notifications import digests, hearing
from ombud.notifications.models import Alarm, Notification


@app.task
def hear(timestamp: int = 0) -> None:
    """Tell people of what was done; any number of these may run at once."""
    try:
        # What is noted on tickets, the company's people read later.
        with translation.override(Installation.current().language):
            hearing.hear()
    finally:
        close_old_connections()


@app.task
def send_digests(timestamp: int = 0) -> None:
    """Mails that tell of many things together, to all whose hour has come."""
    try:
        digests.send_digests()
    finally:
        close_old_connections()


@app.task
def forget_old(timestamp: int = 0) -> None:
    """What rang three months ago."""
    Notification.objects.forget_old()
    Alarm.objects.forget_old()
