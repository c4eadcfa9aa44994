"""A whole Ombud of one's own: database, data folder, web, worker; gone afterwards."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ombud.config.children import die_with_parent
from ombud.config.postgres import Postgres
from ombud.testing.servers.ports import free_ports, wait_until_open

SECRET = "for-benchmarks-only-and-known-to-everybody"  # noqa: S105  # as it says
PATIENCE = 90.0


class House:
    """Lives in a temporary folder; its PostgreSQL has the settings of `ombud run`."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self.folder = Path(tempfile.mkdtemp(prefix="ombud-bench-"))
        self.folder.chmod(0o711)
        self.postgres = Postgres(self.folder / "postgres")
        self.children: list[subprocess.Popen[bytes]] = []

    def open(self) -> None:
        """Database, tables, static files, demo shop; this process belongs to it too."""
        self.postgres.start(bound=True, seconds=PATIENCE)
        self.ask("CREATE DATABASE bench")
        os.environ |= {
            "OMBUD_DATA_DIR": str(self.folder / "data"),
            "OMBUD_DATABASE_URL": self.postgres.url("bench"),
            "OMBUD_SECRET_KEY": SECRET,
            "OMBUD_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "ombud.config.settings",
            "MALLOC_ARENA_MAX": "2",
        }
        self.ombud("prepare")
        import django

        django.setup()

    def ask(self, statement: str) -> None:
        """One statement to the server itself."""
        import psycopg

        with psycopg.connect(self.postgres.url("postgres"), autocommit=True) as link:
            link.execute(statement.encode())

    def ombud(self, *words: str) -> None:
        """One command, to its end."""
        subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "ombud.config", *words],
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def web(self) -> tuple[int, int]:
        """Start the web process; gives its pid and its port."""
        port = free_ports(1)[0]
        pid = self._start("web", "--host", "127.0.0.1", "--port", str(port))
        wait_until_open(port, PATIENCE)
        return pid, port

    def worker(self) -> int:
        """Start the worker; gives its pid."""
        return self._start("worker")

    def _start(self, *words: str) -> int:
        child = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", "ombud.config", *words],
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  # a prctl
        )
        self.children.append(child)
        return child.pid

    def close(self) -> None:
        """Stop all, remove all."""
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + 10
        for child in self.children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            child.kill()
        self.postgres.stop(5)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def opened() -> Iterator[House]:
    """A house for the length of a `with`."""
    house = House()
    try:
        house.open()
        yield house
    finally:
        house.close()


def resident(pid: int) -> float:
    """Megabytes in memory now."""
    return _status(pid, "VmRSS")


def peak(pid: int) -> float:
    """The most that it ever had."""
    return _status(pid, "VmHWM")


def processor_seconds(pid: int) -> float:
    """The processor time that it has used so far, whatever else the machine does."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _status(pid: int, name: str) -> float:
    text = Path(f"/proc/{pid}/status").read_text()
    return int(text.split(f"{name}:")[1].split()[0]) / 1024
