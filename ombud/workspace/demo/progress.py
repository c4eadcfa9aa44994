"""How far it is, on one line of the terminal."""

import time
from typing import Any

WIDTH = 30


class Progress:
    """[#####.....] 12,000 of 100,000, 5,200 a second."""

    def __init__(self, out: Any, total: int) -> None:
        self._out, self._total = out, total
        self._done, self._start = 0, time.monotonic()

    def move(self, count: int) -> None:
        """So many more are done."""
        self._done += count
        if self._out is None:
            return
        filled = "#" * (WIDTH * self._done // self._total)
        rate = self._done / max(time.monotonic() - self._start, 0.001)
        self._out.write(
            f"\r[{filled:.<{WIDTH}}] {self._done:,} of {self._total:,},"
            f" {rate:,.0f} a second",
            ending="",
        )
        self._out.flush()

    def end(self) -> None:
        """The line stays; what comes next stands below it."""
        if self._out is not None:
            self._out.write("")
