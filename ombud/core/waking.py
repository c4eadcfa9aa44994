"""Waking a worker for rows that wait: many rows in many transactions, one job.

The row is what cannot be lost; a look each minute finds what nobody was woken for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

_gathered: ContextVar[set[tuple[str, str]] | None] = ContextVar(
    "gathered", default=None
)


def wake(job: str, lock: str) -> None:
    """Have that job run once this transaction is committed; by its name."""
    kept = set(connection.savepoint_ids)
    for saved, hook in (each[:2] for each in connection.run_on_commit):
        if getattr(hook, "wakes", None) == job and set(saved) <= kept:
            return

    def wake_now() -> None:
        _wake_now(job, lock)

    wake_now.wakes = job  # type: ignore[attr-defined]
    transaction.on_commit(wake_now)


@contextmanager
def gathered_waking() -> Iterator[None]:
    """Wake once at the end for all that is noted inside: many mails, one job each."""
    wishes: set[tuple[str, str]] = set()
    token = _gathered.set(wishes)
    try:
        yield
    finally:
        _gathered.reset(token)
        for job, lock in wishes:
            _wake_now(job, lock)


def _wake_now(job: str, lock: str) -> None:
    wishes = _gathered.get()
    if wishes is not None:
        wishes.add((job, lock))
        return
    try:
        with transaction.atomic():
            # One waiting job is enough for all.
            app.configure_task(job, queueing_lock=lock).defer()
    except AlreadyEnqueued:
        return
