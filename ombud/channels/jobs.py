"""What the worker does over the wires."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections
from django.utils import translation
from procrastinate.contrib.django import app

from ombud.channels.alarms import raise_alarms
from ombud.channels.sending import send_due
from ombud.core.models import Installation


@app.task
def deliver_due(timestamp: int = 0) -> None:
    """Send what is due; any number of these may run at once."""
    with _at_work():
        send_due()


@app.task
def check_silence(timestamp: int = 0) -> None:
    """Raise an alarm for each mailbox that has been silent for too long."""
    with _at_work():
        raise_alarms()


@contextmanager
def _at_work() -> Iterator[None]:
    """In the company's language: what is noted on rows, its people read later."""
    try:
        with translation.override(Installation.current().language):
            yield
    finally:
        close_old_connections()
