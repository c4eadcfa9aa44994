"""`ombud run`: PostgreSQL, web and worker together, from nothing to a sign-in page.

It imports no Django: it only watches the others, and should weigh as little.
"""

import argparse
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from ombud.config import data, embedded
from ombud.config.children import Child, die_with_parent
from ombud.config.postgres import Postgres

PATIENCE = 6.0  # seconds for web and worker to finish what they do
SIGN_IN = "sign-in.txt"  # written by `ombud prepare`


class CannotRun(Exception):
    """`ombud run` cannot start; the text says why and what to do."""


def parser() -> argparse.ArgumentParser:
    """Its options."""
    made = argparse.ArgumentParser(
        prog="ombud run",
        description="Run Ombud on this machine: database, web and worker.",
    )
    made.add_argument("--host", default="127.0.0.1", help="address to listen on")
    made.add_argument("--port", type=int, default=8000, help="port to listen on")
    made.add_argument(
        "--data-dir",
        help="folder of the database, files and secrets (OMBUD_DATA_DIR; "
        f"default: {data.folder()})",
    )
    made.add_argument("--no-demo", action="store_true", help="start without demo shop")
    return made


def run(words: list[str]) -> int:
    """Start everything, watch it, stop it in order; gives the exit code."""
    options = parser().parse_args(words)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        return _run(options, stop)
    except CannotRun as error:
        sys.exit(f"ombud: {error}")


def _run(options: argparse.Namespace, stop: threading.Event) -> int:
    folder = data.prepare()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_alone(folder))
        _check_port(options.host, options.port)
        _name_address(options.host, options.port)
        postgres = None
        if embedded.is_wanted():
            postgres = stack.enter_context(embedded.running(folder, bound=True))
        code = _prepare(options, stop)
        if code or stop.is_set():
            return code
        _watch(options, postgres, stop)
    _say("Ombud has stopped.")
    return 0


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - this is its whole conversation


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One `ombud run` a data folder."""
    with (folder / f"{data.LOCK}.run").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(
                f"Ombud already runs with the data folder {folder}. "
                "Stop that one, or name another folder with --data-dir."
            ) from None
        yield


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CannotRun(
                f"Ombud cannot listen on {host} port {port} "
                f"({getattr(error, 'strerror', None) or error}). "
                "Choose another one with --port."
            ) from None


def _name_address(host: str, port: int) -> None:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared
    shown = f"[{shown}]" if ":" in shown else shown
    os.environ.setdefault("OMBUD_PUBLIC_URL", f"http://{shown}:{port}")
    # Two arenas instead of eight a core: threads come and go here.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")


def _ombud(*words: str) -> list[str]:
    return [sys.executable, "-m", "ombud.config", *words]


def _prepare(options: argparse.Namespace, stop: threading.Event) -> int:
    """Migrations, static files, catalogues, first rows: in a process that goes away."""
    more = ["--no-demo"] if options.no_demo else []
    words = _ombud("prepare", "--quiet", *more)
    child = subprocess.Popen(  # noqa: S603 - our own words
        words,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - a prctl
    )
    while child.poll() is None:
        if stop.wait(0.05):
            child.terminate()
            child.wait()
            return 0
    return child.returncode


def _watch(
    options: argparse.Namespace, postgres: Postgres | None, stop: threading.Event
) -> None:
    host, port = options.host, str(options.port)
    children = [
        # An orphan would hold the port against the next start: away with it at once.
        Child(
            "The web process",
            _ombud("web", "--host", host, "--port", port),
            orphan_signal=signal.SIGKILL,
        ),
        Child("The worker", _ombud("worker")),
    ]
    try:
        for child in children:
            child.start()
        greeted = False
        while not stop.wait(0.1 if not greeted else 0.5):
            _revive(postgres)
            for child in children:
                if sentence := child.look_after():
                    _say(sentence)
            greeted = greeted or _greet(options)
    finally:
        _stop(children)


def _revive(postgres: Postgres | None) -> None:
    if postgres is not None and postgres.pid is None:
        _say("PostgreSQL stopped. Starting it again.")
        postgres.process = None
        embedded.start(postgres, bound=True)


def _greet(options: argparse.Namespace) -> bool:
    """Say where it is, once somebody answers there."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with socket.socket(family) as probe:
        if probe.connect_ex((options.host, options.port)):
            return False
    _say(f"\nOmbud is at {os.environ['OMBUD_PUBLIC_URL']}/")
    with contextlib.suppress(FileNotFoundError):
        _say(Path(os.environ["OMBUD_DATA_DIR"], SIGN_IN).read_text().rstrip())
    _say("Stop it with Ctrl-C.")
    return True


def _stop(children: list[Child]) -> None:
    deadline = time.monotonic() + PATIENCE
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.end(deadline)
