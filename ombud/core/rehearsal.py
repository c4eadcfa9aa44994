"""Doing something as if: whatever is written inside is taken back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from ombud.core.remembered import remembered_apart


@contextmanager
def rehearsal() -> Iterator[None]:
    """Rows, jobs and news of it are of a transaction that never commits.

    What waits for the commit is dropped too; only sequences count on.
    """
    with remembered_apart(), transaction.atomic():
        yield
        transaction.set_rollback(True)
