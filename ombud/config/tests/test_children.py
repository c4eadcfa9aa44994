"""Children that are watched, restarted, and gone with their parent."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ombud.config.children import Child

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def wait_for(what: object, seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_dead_child_is_restarted_after_a_pause() -> None:
    child = Child("The worker", SLEEP)
    child.start()
    child.process.kill()
    child.process.wait()
    assert child.look_after() == "The worker stopped (signal 9). Starting it again."
    assert child.look_after() == ""
    assert not child.is_running
    wait_for(lambda: child.look_after() == "" and child.is_running)
    child.process.kill()
    child.process.wait()


def test_the_pause_grows_while_it_keeps_dying() -> None:
    child = Child("The worker", [sys.executable, "-c", ""])
    pauses = []
    for _ in range(3):
        child.start()
        child.process.wait()
        child.look_after()
        pauses.append(child.pause)
    assert pauses == [1, 2, 4]


def test_a_child_that_will_not_stop_is_killed() -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
    child = Child("The worker", [sys.executable, "-c", deaf])
    child.start()
    time.sleep(0.3)
    child.ask_to_stop()
    child.end(time.monotonic() + 0.2)
    assert not child.is_running


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells children")
def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    parent = f"""
import time
from ombud.config.children import Child
child = Child("x", {SLEEP!r}); child.start()
print(child.process.pid, flush=True); time.sleep(60)
"""
    running = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True
    )
    pid = int(running.stdout.readline())
    running.kill()
    running.wait()
    wait_for(lambda: not _lives(pid))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0]
    return state != "Z"
