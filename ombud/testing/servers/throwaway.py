"""A PostgreSQL for one test run, without any care for the data."""

import os
import shutil
import tempfile
from pathlib import Path

from ombud.config.postgres import Postgres

CARELESS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "shared_buffers": "128MB",
    "synchronous_commit": "off",
    "wal_level": "minimal",
}
PREFIX = "ombud-test-"


class ThrowawayPostgres:
    """Started once for a run, and gone after it, folder and all."""

    def __init__(self) -> None:
        """Make its folder; one that a killed run left behind goes first."""
        for old in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            _sweep(old)
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self.folder.chmod(0o711)
        self.postgres = Postgres(self.folder / "postgres", CARELESS)

    def start(self) -> str:
        """Start it and give its address; it also dies with this process."""
        self.postgres.start(bound=True)
        return self.postgres.url()

    def remove(self) -> None:
        """Stop it and remove all that the run has written."""
        self.postgres.stop(3)
        shutil.rmtree(self.folder, ignore_errors=True)


def _sweep(old: Path) -> None:
    """Remove what a killed run left; its server has died with it."""
    pid = old.name.removeprefix(PREFIX).partition("-")[0]
    if pid.isdigit() and not Path("/proc", pid).exists():
        shutil.rmtree(old, ignore_errors=True)
