"""Child processes: they never outlive their parent, and are restarted when they die."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE = 30.0
STEADY = 60.0  # seconds after which a child is trusted again


def die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """For Popen's preexec_fn: Linux sends the signal when the parent is gone."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def set_signal() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return set_signal


@dataclass
class Child:
    """One part of Ombud in a process of its own."""

    name: str
    words: list[str]
    orphan_signal: signal.Signals = signal.SIGTERM
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0
    start_again_at: float = 0
    pause: float = 0.5

    def start(self) -> None:
        """Start it, out of reach of the terminal's Ctrl-C: its parent stops it."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            self.words,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(self.orphan_signal),  # noqa: PLW1509 - a prctl
        )

    @property
    def is_running(self) -> bool:
        """Whether it lives."""
        return self.process is not None and self.process.poll() is None

    def look_after(self) -> str:
        """Restart it when its pause is over; gives a sentence when it has died."""
        if self.is_running:
            return ""
        now = time.monotonic()
        if self.process is not None:
            return self._mourn(now)
        if now >= self.start_again_at:
            self.start()
        return ""

    def ask_to_stop(self) -> None:
        """Let it finish what it is doing."""
        if self.process is not None and self.is_running:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait for it, and stop waiting at the deadline."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _mourn(self, now: float) -> str:
        code = self.process.returncode if self.process else 0
        steady = now - self.started_at > STEADY
        self.pause = 1.0 if steady else min(self.pause * 2, LONGEST_PAUSE)
        self.process, self.start_again_at = None, now + self.pause
        return f"{self.name} stopped ({_why(code)}). Starting it again."


def _why(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
