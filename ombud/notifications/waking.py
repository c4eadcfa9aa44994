"""Waking the job that tells people; the row in Unheard is what cannot be lost.

A look each minute finds what nobody was woken for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

# By its name: the job itself stands above what calls this.
HEAR = "ombud.notifications.jobs.hear"
_gathered: ContextVar[list[bool] | None] = ContextVar("gathered", default=None)
_unheard: ContextVar[bool] = ContextVar("unheard", default=False)


def wake() -> None:
    """Have what was noted told once this transaction is committed."""
    hooks = connection.run_on_commit
    kept = set(connection.savepoint_ids)
    # Many entries in one transaction are one job.
    if not any(hook[1] is _wake_now and set(hook[0]) <= kept for hook in hooks):
        transaction.on_commit(_wake_now)


@contextmanager
def gathered_hearing() -> Iterator[None]:
    """Wake once at the end for all that is noted inside: many mails, one job."""
    wishes: list[bool] = []
    token = _gathered.set(wishes)
    try:
        yield
    finally:
        _gathered.reset(token)
        if wishes:
            _wake_now()


@contextmanager
def unheard(*, if_: bool = True) -> Iterator[None]:
    """Nobody hears of what is recorded inside: it happened long ago."""
    token = _unheard.set(if_)
    try:
        yield
    finally:
        _unheard.reset(token)


def is_heard() -> bool:
    """Whether what is recorded now is news."""
    return not _unheard.get()


def _wake_now() -> None:
    wishes = _gathered.get()
    if wishes is not None:
        wishes.append(True)
        return
    try:
        with transaction.atomic():
            # One waiting job is enough for all.
            app.configure_task(HEAR, queueing_lock="hear").defer()
    except AlreadyEnqueued:
        return
