"""`ombud …`, the one command; data folder and database come before Django starts."""

import contextlib
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from ombud.config import data, embedded, env, reach
from ombud.config.postgres_setup import PostgresError

# These start no database, and Django answers them without one.
WITHOUT_DATABASE = {
    "build_icons",
    "clean_html",
    "collectstatic",
    "compile_messages",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "inspect_mail",
    "makemessages",
    "makemigrations",
    "version",
}
# Plain reading of files: the command, and what of lib.inspection does it.
READERS = {"inspect_mail": "mails_as_json", "clean_html": "pages_as_json"}
SENTENCES = (
    data.DataFolderError,
    env.SettingError,
    PostgresError,
    reach.DatabaseUnusable,
)


def main() -> None:
    """Run the command line in sys.argv; what went wrong is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ombud.config.settings")
    words = take_data_folder(sys.argv)
    if words[2:3] == ["--json"] and words[1] in READERS:
        read_files(words[1], words[3:])
        return
    try:
        if words[1:2] == ["run"]:
            from ombud.config.local import run

            sys.exit(run(words[2:]))
        with database_for(words):
            execute(words)
    except SENTENCES as error:
        sys.exit(f"ombud: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


def read_files(command: str, files: list[str]) -> None:
    """One JSON line a file; without Django, whose start would take longer."""
    from ombud.lib import inspection

    for line in getattr(inspection, READERS[command])(map(Path, files)):
        sys.stdout.write(f"{line}\n")


def execute(words: list[str]) -> None:
    """Hand over to Django."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(words)


def take_data_folder(words: list[str]) -> list[str]:
    """Every command knows --data-dir; it is taken out before Django reads the rest."""
    rest = list(words)
    for place, word in enumerate(words):
        if word == "--data-dir" and place + 1 < len(words):
            os.environ["OMBUD_DATA_DIR"] = words[place + 1]
            del rest[place : place + 2]
            break
        if word.startswith("--data-dir="):
            os.environ["OMBUD_DATA_DIR"] = word.partition("=")[2]
            del rest[place]
            break
    return rest


@contextlib.contextmanager
def database_for(words: list[str]) -> Iterator[None]:
    """The database, running, for a command that needs one."""
    with contextlib.ExitStack() as stack:
        if needs_database(words):
            folder = data.prepare()
            if embedded.is_wanted():
                stack.enter_context(embedded.running(folder))
            reach.check(env.secret(embedded.URL))
        else:
            _expect_no_database()
        yield


def _expect_no_database() -> None:
    """makemigrations looks for one all the same: without a pool it gives up at once."""
    os.environ["OMBUD_DATABASE_POOL"] = "0"
    warnings.filterwarnings("ignore", "Got an error checking a consistent migration")


def needs_database(words: list[str]) -> bool:
    """Whether the command works on rows."""
    if len(words) < 2 or words[1].startswith("-") or {"-h", "--help"} & set(words):
        return False
    return words[1] not in WITHOUT_DATABASE
