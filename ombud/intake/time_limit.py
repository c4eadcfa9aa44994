"""One mail may take so long and no longer."""

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLong(Exception):
    """A mail was still being read when its time was up."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TookTooLong in this thread once the time is up.

    Workers run jobs in threads, where signals do not reach. The exception arrives
    between two steps of the interpreter, so a single call into C is not cut short:
    those we use take linear time.
    """
    limit = Limit(threading.get_ident(), time.monotonic() + seconds)
    _watch.begin(limit)
    try:
        yield
    finally:
        limit.lift()


class Limit:
    """Until when one thread may go on."""

    def __init__(self, thread: int, deadline: float) -> None:
        """Nothing has happened yet."""
        self.thread, self.deadline = thread, deadline
        # Whoever takes it out decides: the thread that is done, or the watch. A lock
        # in its place could be held by the thread at the moment it is interrupted.
        self._decision = [True]
        self._enforced = threading.Event()

    @property
    def is_open(self) -> bool:
        """Whether the thread is still at it."""
        return bool(self._decision)

    def lift(self) -> None:
        """The thread is done, or learns here at the latest that it was not in time."""
        if not self._decide():
            self._enforced.wait()

    def enforce(self) -> None:
        """Interrupt the thread if its time is up."""
        if self.deadline <= time.monotonic() and self._decide():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(self.thread), ctypes.py_object(TookTooLong)
            )
            self._enforced.set()

    def _decide(self) -> bool:
        try:
            return self._decision.pop()
        except IndexError:
            return False


class Watch:
    """Looks after all who are limited: a thread for each would cost each too much."""

    def __init__(self) -> None:
        """Nobody is limited yet."""
        self._changed = threading.Condition()
        self._limits: list[Limit] = []
        self._wakes_at: float | None = None

    def begin(self, limit: Limit) -> None:
        """Look after it too; awake sooner where its time is up sooner."""
        with self._changed:
            self._limits = [one for one in self._limits if one.is_open] + [limit]
            if self._wakes_at is None:
                threading.Thread(target=self._look, daemon=True).start()
                self._wakes_at = limit.deadline
            elif limit.deadline < self._wakes_at:
                self._wakes_at = limit.deadline
                self._changed.notify()

    def _look(self) -> None:
        """Sleep until the first time is up, again and again, until all are done."""
        with self._changed:
            while open_ := [limit for limit in self._limits if limit.is_open]:
                self._wakes_at = min(limit.deadline for limit in open_)
                self._changed.wait(max(0.0, self._wakes_at - time.monotonic()))
                for limit in self._limits:
                    limit.enforce()
            self._wakes_at = None


_watch = Watch()
