"""Sharing the embedded PostgreSQL: the first to need it starts it, the last stops it.

Everybody who uses it holds a shared lock, which the kernel takes back even from a
killed process. Starting takes a lock of its own; stopping takes the first one alone.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ombud.config.data import LOCK
from ombud.config.postgres import Postgres

URL = "OMBUD_DATABASE_URL"


def is_wanted() -> bool:
    """Whether nobody named a server of their own."""
    return not (os.environ.get(URL) or os.environ.get(f"{URL}_FILE"))


@contextmanager
def running(data: Path, *, bound: bool = False) -> Iterator[Postgres]:
    """The server of that data folder for as long as the block lasts.

    A bound one belongs to `ombud run`: it dies with it and is stopped in any case.
    """
    postgres = Postgres(data / "postgres")
    with (data / LOCK).open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        start(postgres, bound=bound)
        os.environ[URL] = postgres.url()
        try:
            yield postgres
        finally:
            if bound or _is_last(users.fileno()):
                postgres.stop()


def start(postgres: Postgres, *, bound: bool) -> None:
    """Start it if nobody has; two at once wait for each other."""
    with postgres.folder.with_name(f"{LOCK}.start").open("a") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        postgres.start(bound=bound)


def _is_last(users: int) -> bool:
    """Take the lock alone, if nobody else holds it."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
