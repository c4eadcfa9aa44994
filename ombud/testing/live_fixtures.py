"""A live Ombud for journeys: the real server, and jobs run when a test says so."""

import asyncio
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from ombud.config.children import die_with_parent
from ombud.testing.plugin import FOLDER
from ombud.testing.servers.ports import free_ports, wait_until_open


@dataclass(frozen=True)
class LiveOmbud:
    """Where the live server answers."""

    url: str

    def __str__(self) -> str:
        """Without a slash at the end, to write f"{live_ombud}/tickets/"."""
        return self.url


@pytest.fixture(scope="session")
def _live_server(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveOmbud]:
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    surroundings = os.environ | {
        "OMBUD_DATABASE_URL": database_url(),
        "OMBUD_PUBLIC_URL": url,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    _collect_static(surroundings)
    server = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "ombud.testing.live", str(port)],
        env=surroundings,
        preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - a prctl
    )
    wait_until_open(port, 60)
    yield LiveOmbud(url)
    server.kill()
    server.wait()


@pytest.fixture
def live_ombud(transactional_db: None, _live_server: LiveOmbud) -> Iterator[LiveOmbud]:
    """The real web process on this test's rows."""
    yield _live_server
    _wait_until_quiet()


def _wait_until_quiet() -> None:
    """What a page had still asked for would lock out whoever empties the tables."""
    from django.db import connection

    busy = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    deadline = time.monotonic() + 5
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(busy)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)


@pytest.fixture
def run_jobs(transactional_db: None) -> Callable[[], None]:
    """Runs every job that is due, as the worker would, and returns."""
    return _run_jobs


@pytest.fixture(autouse=True)
def _no_jobs_of_others(request: pytest.FixtureRequest) -> None:
    """Django flushes only tables it manages, and Procrastinate's are not among them."""
    mark = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (
        mark and mark.kwargs.get("transaction")
    ):
        request.getfixturevalue("transactional_db")
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def _run_jobs() -> None:
    """In a thread: the browser's event loop already runs in this one."""
    problems: list[BaseException] = []

    def work() -> None:
        try:
            asyncio.run(_work())
        except BaseException as problem:  # noqa: BLE001 - raised again below
            problems.append(problem)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    if problems:
        raise problems[0]


async def _work() -> None:
    from procrastinate.periodic import PeriodicRegistry

    from ombud.config.worker import worker_app

    app = worker_app()
    app.periodic_registry = PeriodicRegistry()  # no clock in a test
    async with app.open_async():
        await app.run_worker_async(
            wait=False, listen_notify=False, install_signal_handlers=False
        )


def database_url() -> str:
    """This test's database, as OMBUD_DATABASE_URL names it."""
    from django.db import connection

    about = connection.settings_dict
    user, password = quote(about["USER"], safe=""), quote(about["PASSWORD"], safe="")
    place = urlencode({"host": about["HOST"], "port": about["PORT"] or 5432})
    return f"postgresql://{user}:{password}@/{about['NAME']}?{place}"


def _collect_static(surroundings: dict[str, str]) -> None:
    """Once a run, whichever of the workers comes first.

    Beside the folder and then into its place: a client of the other worker may just
    be listing it.
    """
    folder = Path(os.environ[FOLDER])
    fresh = folder / "static.new"
    with (folder / "static.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "static" / "staticfiles.json").exists():
            words = ["collectstatic", "--noinput", "--verbosity=0"]
            subprocess.run(  # noqa: S603 - our own words
                [sys.executable, "-m", "ombud.config", *words],
                env=surroundings | {"OMBUD_STATIC_DIR": str(fresh)},
                check=True,
            )
            fresh.rename(folder / "static")
