"""What a start needs before web and worker: each step does only what is to do."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands, load_command_class
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ombud import __version__
from ombud.config import catalogues
from ombud.config.local import SIGN_IN

Say = Callable[[str], object]
LOCK = 5_147_001  # any number that nobody else locks by


def migrate(say: Say) -> None:
    """Bring the tables up to date; two machines at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        executor = MigrationExecutor(connection)
        todo = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if todo:
            say(f"Bringing the database up to date ({len(todo)} steps).")
            call_command("migrate", interactive=False, verbosity=0)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def collect_static(say: Say) -> None:
    """Collect and compress the static files when one of them has changed."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / ".stamp", _static_fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting static files.")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def compile_messages(say: Say) -> None:
    """Compile the translations that have changed, where they may be written."""
    try:
        made = catalogues.compile_changed()
    except OSError as error:
        say(f"The translations could not be compiled ({error.strerror}).")
    else:
        if made:
            say(f"Compiled {len(made)} translations.")


def first_rows(say: Say, *, demo: bool) -> None:
    """The demo shop, or the starters, in a database that nobody has used."""
    if get_user_model()._default_manager.exists():
        return
    name = "load_demo" if demo else "load_starters"
    if name not in get_commands():
        say(f"This version has no {name} command: the desk starts empty.")
        return
    if demo:
        say("Loading the demo shop.")
    call_command(name, verbosity=0)


def write_sign_in() -> str:
    """Who may sign in, for `ombud run` to print; passwords only of the demo shop."""
    file = Path(settings.DATA_DIR, SIGN_IN)
    password = _demo_password()
    users = get_user_model()._default_manager.order_by("pk")
    if not users.exists():
        text = f"Set it up at {settings.PUBLIC_URL}/setup/?code={_setup_code()}"
    elif password:
        text = f"Sign in with the password “{password}” as\n{_demo_people()}"
    else:
        file.unlink(missing_ok=True)
        return ""
    file.touch(mode=0o600)
    file.write_text(text)
    return text


def _setup_code() -> str:
    from ombud.core.models import Installation

    return Installation.current().ask_for_setup()


def _demo_people() -> str:
    """A few, one of each role before others, each with what they may do."""
    users = get_user_model()._default_manager.order_by("pk").prefetch_related("roles")
    rows = [(user.email, ", ".join(map(str, user.roles.all()))) for user in users]
    firsts = {roles: (email, roles) for email, roles in reversed(rows)}.values()
    shown = sorted(rows, key=lambda row: row not in firsts)[:5]
    return "\n".join(f"  {email} ({roles})" for email, roles in shown)


def _demo_password() -> str:
    from ombud.core.models import Installation

    if "load_demo" not in get_commands() or not Installation.current().is_demo:
        return ""
    command = load_command_class(get_commands()["load_demo"], "load_demo")
    return str(getattr(command, "PASSWORD", ""))


def _static_fingerprint() -> str:
    """Names, sizes and times: cheaper than reading every file at every start."""
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            digest.update(f"{name} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()
