"""Waking the worker when something is to be sent.

The delivery's row is what cannot be lost; this is only so that it leaves at once. A
look each minute finds what nobody was woken for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

# By its name: the job itself stands above what calls this.
DELIVER_DUE = "ombud.channels.jobs.deliver_due"
_gathered: ContextVar[list[bool] | None] = ContextVar("gathered", default=None)


def wake_worker(due_at: datetime) -> None:
    """Have what is due then sent then; what is due now, once this commits."""
    if due_at > timezone.now():
        app.configure_task(DELIVER_DUE, schedule_at=due_at).defer()
    else:
        transaction.on_commit(_wake_now)


@contextmanager
def gathered_wakes() -> Iterator[None]:
    """Wake once at the end for all that is queued inside: many mails, one job."""
    wishes: list[bool] = []
    token = _gathered.set(wishes)
    try:
        yield
    finally:
        _gathered.reset(token)
        if wishes:
            _wake_now()


def _wake_now() -> None:
    wishes = _gathered.get()
    if wishes is not None:
        wishes.append(True)
        return
    try:
        with transaction.atomic():
            # One waiting job is enough for all.
            app.configure_task(DELIVER_DUE, queueing_lock="deliver").defer()
    except AlreadyEnqueued:
        return
