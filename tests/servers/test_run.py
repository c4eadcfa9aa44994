"""`ombud run` as a person starts, stops and kills it."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ombud.config.postgres import Postgres
from ombud.testing.servers.ports import free_ports, is_open

pytestmark = pytest.mark.servers


def wait_until(what: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.1)


class Started:
    """One `ombud run` with its own data folder and port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (self.port,) = free_ports(1)
        self.process: subprocess.Popen[str] | None = None

    def start(self, *more: str) -> None:
        self.process = self.popen(*more)
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("Stop it with Ctrl-C"):
                return
        raise AssertionError("".join(lines))

    def popen(self, *more: str) -> "subprocess.Popen[str]":
        surroundings = {k: v for k, v in os.environ.items() if "OMBUD" not in k}
        words = ["run", f"--data-dir={self.folder}", f"--port={self.port}", "--no-demo"]
        return subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", "ombud.config", *words, *more],
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if more else subprocess.STDOUT,
            text=True,
        )

    def answers(self) -> bool:
        url = f"http://127.0.0.1:{self.port}/accounts/login/"
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return answer.status == 200
        except OSError:
            return False

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def children(self) -> list[int]:
        file = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in file.read_text().split()]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)

    @property
    def postgres(self) -> Postgres:
        return Postgres(self.folder / "postgres")


@pytest.fixture(scope="module")
def run() -> Iterator[Started]:
    """One start for all tests that do not end it."""
    with TemporaryDirectory(prefix="ombud-test-") as folder:
        started = Started(Path(folder))
        yield started
        if started.is_running:
            started.stop()


@pytest.fixture(autouse=True)
def _is_running(run: Started) -> None:
    if not run.is_running:
        run.start()


def test_a_second_one_on_the_same_folder_is_refused(run: Started) -> None:
    second = run.popen("--host=127.0.0.1")
    assert "already runs with the data folder" in second.communicate(timeout=60)[1]
    assert second.returncode == 1


def test_a_second_one_on_the_same_port_is_refused(run: Started, tmp_path: Path) -> None:
    second = Started(tmp_path)
    second.port = run.port
    said = second.popen("--host=127.0.0.1").communicate(timeout=60)[1]
    assert said.count("\n") == 1
    assert "Choose another one with --port." in said


def test_dead_children_are_replaced(run: Started) -> None:
    before = set(run.children())
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(run.children()) - before) == 3)
    wait_until(run.answers)


def test_it_starts_again_at_once_after_a_kill_of_the_parent(run: Started) -> None:
    run.process.kill()
    run.process.wait()
    run.start()
    assert run.answers()


def test_it_starts_again_after_a_kill_of_everything(run: Started) -> None:
    for pid in [run.process.pid, *run.children()]:
        os.kill(pid, signal.SIGKILL)
    run.process.wait()
    run.start()
    assert run.answers()


def test_it_stops_at_a_word_and_leaves_nothing_behind(run: Started) -> None:
    assert run.answers()
    assert run.stop(signal.SIGINT) == 0
    assert not is_open(run.port)
    assert run.postgres.pid is None
