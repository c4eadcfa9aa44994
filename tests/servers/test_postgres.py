"""The embedded PostgreSQL through good days and bad."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from ombud.config import embedded, reach
from ombud.config.postgres import Postgres
from ombud.config.postgres_setup import PostgresError
from ombud.testing.servers.ports import free_ports

CARELESS = {"fsync": "off"}
pytestmark = pytest.mark.servers


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="ombud-test-") as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.fixture
def postgres(folder: Path) -> Iterator[Postgres]:
    server = Postgres(folder / "postgres", CARELESS)
    server.start(bound=True)
    yield server
    server.stop()


def rows(server: Postgres) -> int:
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        return connection.execute("SELECT count(*) FROM kept").fetchone()[0]


def test_it_keeps_rows_over_a_stop(postgres: Postgres) -> None:
    assert rows(postgres) == 1
    postgres.stop()
    assert postgres.pid is None
    postgres.start(bound=True)
    assert rows(postgres) == 2


def test_it_keeps_rows_over_a_kill(postgres: Postgres) -> None:
    rows(postgres)
    os.kill(postgres.pid, signal.SIGKILL)
    postgres.process.wait()
    Postgres(postgres.folder, CARELESS).start(bound=True)
    assert rows(postgres) == 2


def test_a_pid_file_that_names_a_stranger_is_no_obstacle(postgres: Postgres) -> None:
    file = postgres.folder / "postmaster.pid"
    words = file.read_text().splitlines()
    os.kill(postgres.pid, signal.SIGKILL)
    postgres.process.wait()
    time.sleep(0.2)
    file.write_text("\n".join([str(os.getpid()), *words[1:]]) + "\n")
    postgres.process = None
    postgres.start(bound=True)
    assert rows(postgres) == 1


def test_a_deep_folder_gets_a_short_socket(folder: Path) -> None:
    deep = folder / ("a-folder-with-a-long-name" * 4) / "data"
    deep.mkdir(parents=True)
    server = Postgres(deep / "postgres", CARELESS)
    server.start(bound=True)
    assert rows(server) == 1
    server.stop()
    server.socket_folder.rmdir()


def test_another_major_version_is_one_sentence(postgres: Postgres) -> None:
    postgres.stop()
    (postgres.folder / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresError, match="was made by PostgreSQL 9"):
        postgres.start(bound=True)


def test_the_last_user_stops_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(embedded.URL, "")
    with embedded.running(folder) as first:
        with embedded.running(folder) as second:
            assert first.pid == second.pid
        assert first.pid
    assert first.pid is None


def test_a_wrong_password_is_one_sentence(folder: Path) -> None:
    (port,) = free_ports(1)
    options = {**CARELESS, "listen_addresses": "127.0.0.1", "port": str(port)}
    server = Postgres(folder / "postgres", options)
    server.start(bound=True)
    rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
    (server.folder / "pg_hba.conf").write_text(rules)
    server.stop()
    server.start(bound=True)
    with pytest.raises(reach.DatabaseUnusable, match="the user name or the password"):
        reach.check(f"postgresql://carla:guess@127.0.0.1:{port}/ombud")
    server.stop()


def test_a_server_that_is_too_old_is_one_sentence(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "OLDEST", 99)
    with pytest.raises(reach.DatabaseUnusable, match="needs 99 or newer"):
        reach.check(postgres.url())


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "postgresql://x:geheim@127.0.0.1:1/z",
            "cannot be reached (Connection refused",
        ),
        ("mysql://x:geheim@127.0.0.1/z", "names no PostgreSQL database"),
    ],
)
def test_an_unreachable_database_is_one_sentence(url: str, words: str) -> None:
    with pytest.raises(reach.DatabaseUnusable) as caught:
        reach.check(url)
    assert words in str(caught.value)
    assert "geheim" not in str(caught.value)
