"""The PostgreSQL that comes with Ombud: started, found and stopped."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from ombud.config import postgres_setup, postgres_user
from ombud.config.children import die_with_parent
from ombud.config.postgres_setup import PostgresError

PORT = "5432"
SOCKET_PATH_LIMIT = 103  # bytes: 107 on Linux, 103 on macOS
# Modest: an evaluation on a laptop, a desk of fifty agents on a small server.
OPTIONS = {
    "autovacuum_max_workers": "2",
    "effective_cache_size": "512MB",
    "io_method": "sync",
    "jit": "off",
    "listen_addresses": "",
    "max_connections": "80",
    "max_wal_size": "256MB",
    "random_page_cost": "1.1",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


@dataclass
class Postgres:
    """One embedded server, which is its data folder."""

    folder: Path
    options: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log(self) -> Path:
        """Beside the folder, because initdb wants that empty."""
        return self.folder.with_name(f"{self.folder.name}.log")

    @property
    def socket_folder(self) -> Path:
        """The data folder itself, or a short one where its path is too long."""
        if len(os.fsencode(self.folder / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT:
            return self.folder
        return postgres_user.short_folder(self.folder)

    def url(self, database: str = "ombud") -> str:
        """How to reach it: a socket that only its owner can open."""
        host = quote(str(self.socket_folder))
        return f"postgresql://postgres@/{database}?host={host}"

    @property
    def pid(self) -> int | None:
        """The running server; None for a pid file that a crash left behind."""
        pid = self._written_pid()
        return pid if pid and self._is_ours(pid) else None

    @property
    def is_ready(self) -> bool:
        """Whether it takes connections now."""
        lines = self._pid_file()
        return self.pid is not None and len(lines) > 7 and lines[7].strip() == "ready"

    def start(self, *, bound: bool, seconds: float = 30) -> None:
        """Start it and wait; a bound server stops by itself when its parent dies.

        A server that is shutting down, and the backends of a killed one, hold the
        folder for a moment: both end by themselves, so wait and try again.
        """
        postgres_setup.make(self.folder, sync=self.options.get("fsync") != "off")
        deadline = time.monotonic() + seconds
        while not self.is_ready:
            if self.pid is None and (self.process is None or self._ended()):
                self._spawn(bound=bound)
            if time.monotonic() > deadline:
                raise PostgresError(
                    f"PostgreSQL did not start within {seconds:.0f} seconds. "
                    f"Its own words are in {self.log}."
                )
            time.sleep(0.02)

    def stop(self, seconds: float = 10) -> None:
        """Fast, and at once when that takes too long; nothing committed is lost."""
        for number, patience in ((signal.SIGINT, seconds), (signal.SIGQUIT, 5.0)):
            pid = self.pid
            if pid is None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            self._wait(patience)
        self.process = None

    def _pid_file(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except PermissionError:
            raise PostgresError(
                f"The database in {self.folder} belongs to another user of this "
                "machine. Run Ombud as that user, or choose another data folder."
            ) from None
        except OSError:
            return []

    def _written_pid(self) -> int:
        lines = self._pid_file()
        return int(lines[0]) if lines and lines[0].isdigit() else 0

    def _is_ours(self, pid: int) -> bool:
        """A zombie has no command line; another process another folder in it."""
        if Path("/proc/self").exists():
            with contextlib.suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_bytes()
                return b"postgres" in words and os.fsencode(self.folder) in words
            return False
        return _exists(pid)

    def _spawn(self, *, bound: bool) -> None:
        pid = self._written_pid()
        if pid and _exists(pid) and not self._is_ours(pid):
            # The number was given away since the crash; PostgreSQL would refuse.
            (self.folder / "postmaster.pid").unlink(missing_ok=True)
        if self.log.exists():
            self.log.replace(self.log.with_suffix(".log.old"))
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                postgres_user.command(self._words(), self.folder, bound=bound),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT)  # noqa: PLW1509 - a prctl
                if bound
                else None,
            )

    def _words(self) -> list[str]:
        options = OPTIONS | self.options
        options["unix_socket_directories"] = str(self.socket_folder)
        program = str(postgres_setup.programs() / "postgres")
        words = [f"--{name}={value}" for name, value in options.items()]
        return [program, "-D", str(self.folder), *words]

    def _ended(self) -> bool:
        """Whether it has ended; raises unless it may be tried again."""
        if self.process is None or self.process.poll() is None:
            return False
        words = self.log.read_text(errors="replace")
        if "still in use" in words or "already exists" in words:
            time.sleep(0.2)
            return True
        fatal = [line for line in words.splitlines() if "FATAL" in line]
        raise PostgresError(
            f"PostgreSQL did not start: {(fatal or ['it ended at once'])[-1]}. "
            f"All its words are in {self.log}."
        )

    def _wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.pid is not None and time.monotonic() < deadline:
            if self.process is not None:
                self.process.poll()
            time.sleep(0.02)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
