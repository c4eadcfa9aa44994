"""Waking the drain."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

# By its name: the job itself stands above what calls this.
PROCESS_OPEN = "ombud.intake.jobs.process_open"


def wake_drain() -> None:
    """Have a worker read what is stored; one waiting job is enough for all."""
    try:
        with transaction.atomic():
            app.configure_task(PROCESS_OPEN, queueing_lock="intake").defer()
    except AlreadyEnqueued:
        return
