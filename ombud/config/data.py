"""The data folder: where it is, that it can be written, and the secrets in it."""

import contextlib
import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
LOCK = "lock"
SECRETS = {
    "OMBUD_SECRET_KEY": "secret_key",
    # Mailbox passwords are encrypted with it: it belongs into the backup.
    "OMBUD_ENCRYPTION_KEY": "encryption_key",
}


class DataFolderError(Exception):
    """The data folder cannot be used; the text says what to do."""


def folder() -> Path:
    """OMBUD_DATA_DIR, else `.data` in a checkout, else the user's own share."""
    named = os.environ.get("OMBUD_DATA_DIR")
    if named:
        return Path(named).expanduser().absolute()
    if (PROJECT / "manage.py").exists():
        return PROJECT / ".data"
    share = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(share, "ombud").absolute()


def prepare() -> Path:
    """The folder, made if it is missing; others may pass through but not list it."""
    made = folder().resolve()
    try:
        made.mkdir(parents=True, exist_ok=True)
        if made.stat().st_uid == os.geteuid():
            made.chmod(0o711)
        (made / LOCK).touch()
        _keep_secrets(made)
    except OSError as error:
        raise DataFolderError(
            f"Ombud cannot write to its data folder {made} ({error.strerror}). "
            "Name another one with --data-dir or OMBUD_DATA_DIR."
        ) from None
    os.environ["OMBUD_DATA_DIR"] = str(made)
    return made


def _keep_secrets(made: Path) -> None:
    """Point to the folder's own secrets, unless the environment brings others."""
    if _is_named("OMBUD_SECRET_KEY"):
        return
    for name, file in SECRETS.items():
        if not _is_named(name):
            os.environ[f"{name}_FILE"] = str(_secret(made / file))


def _is_named(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def _secret(file: Path) -> Path:
    """Written aside and renamed: two processes at once end with the same secret."""
    if not file.exists():
        import secrets  # at the first start alone, and heavy

        aside = file.with_name(f"{file.name}.{os.getpid()}")
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48) + "\n")
        with contextlib.suppress(FileExistsError):  # unlike a rename, a link tells
            os.link(aside, file)
        aside.unlink()
    return file
