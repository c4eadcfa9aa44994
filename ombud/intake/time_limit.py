"""One mail may take so long and no longer."""

import ctypes
import threading
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
    thread = threading.get_ident()
    lock = threading.Lock()
    done = False

    def interrupt() -> None:
        with lock:
            if not done:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(thread), ctypes.py_object(TookTooLong)
                )

    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            done = True
        timer.cancel()
