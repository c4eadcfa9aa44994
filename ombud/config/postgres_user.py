"""Who PostgreSQL runs as: it refuses root, so root lends it a user of its own."""

import os
import pwd
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path

NAME = "ombud-postgres"


def command(words: Sequence[str | Path], folder: Path, *, bound: bool) -> list[str]:
    """The same command, as the folder's owner where we are root.

    A home such as /root is closed to that user. Rather than open it to everybody,
    the process keeps the one capability that lets it pass. A change of user forgets
    the parent-death signal, so a bound command gets it from setpriv.
    """
    plain = [str(word) for word in words]
    if os.geteuid() != 0:
        return plain
    owner = folder.stat()
    drop = ["setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}"]
    drop += ["--clear-groups", *(["--pdeathsig=INT"] if bound else [])]
    if not (_is_open(folder) and _is_open(Path(plain[0]).resolve())):
        drop += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return [*drop, "--", *plain]


def own(folder: Path) -> None:
    """Make the folder, for its owner alone."""
    folder.mkdir(mode=0o700, parents=True)
    if os.geteuid() == 0:
        entry = _entry()
        os.chown(folder, entry.pw_uid, entry.pw_gid)


def remove(folder: Path) -> None:
    """What a crash left."""
    if folder.exists():
        import shutil

        shutil.rmtree(folder)


def short_folder(folder: Path) -> Path:
    """A folder for the socket with a short path, the same one every time."""
    import hashlib  # seldom needed, and heavy for a process that only watches
    import tempfile

    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    short = Path(tempfile.gettempdir(), f"ombud-{digest}")
    if not short.exists():
        own(short)
    found = short.lstat()
    owners = {os.geteuid(), folder.stat().st_uid if folder.exists() else os.geteuid()}
    if not stat.S_ISDIR(found.st_mode) or not owners & {found.st_uid, 0}:
        raise PermissionError(f"{short} belongs to somebody else.")
    if os.geteuid() == 0 and folder.exists():
        os.chown(short, folder.stat().st_uid, folder.stat().st_gid)
    return short


def _entry() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        words = ["--system", "--no-create-home", "--shell", "/bin/false", NAME]
        subprocess.run(["/usr/sbin/useradd", *words], check=True, capture_output=True)  # noqa: S603 - our own words
        return pwd.getpwnam(NAME)


def _is_open(path: Path) -> bool:
    """Whether any user may pass all folders above it."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.parents)
