"""A real Dovecot: IMAP and POP3, plain, STARTTLS and TLS, for any user at all."""

import grp
import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ombud.config.children import die_with_parent
from ombud.testing.servers.certificate import make_certificate
from ombud.testing.servers.ports import free_ports, wait_until_open

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap pop3
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 100
mail_fsync = never
pop3_uidl_format = %08Xu%08Xv
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login_user}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service anvil {{
  chroot =
  # No penalty: one test's wrong password must not slow the next.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = {pop3s}
    ssl = yes
  }}
}}
namespace inbox {{
  inbox = yes
}}
"""
PASSWORD = "secret"


class Dovecot:
    """Any user name signs in with the password; its mailbox comes into being."""

    host = "127.0.0.1"
    password = PASSWORD

    def __init__(self, folder: Path) -> None:
        """Choose the ports, which stay the same when it is stopped and started."""
        self.folder = folder
        self.imap_port, self.imaps_port, self.pop3_port, self.pop3s_port = free_ports(4)
        self.certificate = make_certificate(folder)
        self.user = "dovecot" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())[0]
        self.entry = pwd.getpwnam(self.user)
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = count(1)
        self._own(folder / "mail")
        self._configure()

    def start(self) -> None:
        """Listen on all four ports."""
        if self._process is None:
            words = [program(), "-F", "-c", str(self.folder / "dovecot.conf")]
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                words,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - a prctl
            )
        for port in (self.imap_port, self.imaps_port, self.pop3_port, self.pop3s_port):
            wait_until_open(port)

    def stop(self) -> None:
        """Be down, in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Be gone in the middle of a word."""
        self._end(signal.SIGKILL)

    def mailbox(self, user: str = "") -> "Mailbox":
        """The mailbox of that user, or of one nobody has used before."""
        user = user or f"box{os.getpid()}x{next(self._numbers)}"
        self._own(self.folder / "mail" / user)
        for name in ("tmp", "new", "cur"):
            self._own(self.folder / "mail" / user / name)
        return Mailbox(self, user)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        os.killpg(self._process.pid, number)
        self._process.wait(10)
        if number == signal.SIGTERM:  # its children follow within moments
            time.sleep(0.05)
        self._process = None
        (self.folder / "run" / "master.pid").unlink(missing_ok=True)

    def _own(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, self.entry.pw_uid, self.entry.pw_gid)

    def _configure(self) -> None:
        self.folder.chmod(0o711)
        is_root = os.geteuid() == 0
        text = CONFIGURATION.format(
            folder=self.folder,
            user=self.user,
            group=grp.getgrgid(self.entry.pw_gid).gr_name,
            login_user="dovenull" if is_root else self.user,
            password=PASSWORD,
            imap=self.imap_port,
            imaps=self.imaps_port,
            pop3=self.pop3_port,
            pop3s=self.pop3s_port,
        )
        (self.folder / "dovecot.conf").write_text(text)


@dataclass(frozen=True)
class Stored:
    """One mail as the server shows it."""

    uid: int
    flags: tuple[str, ...]
    raw: bytes


@dataclass(frozen=True)
class Mailbox:
    """One user's mail on the server."""

    server: Dovecot
    user: str
    password: str = PASSWORD
    _numbers = count(1)

    @property
    def folder(self) -> Path:
        """Where its files stand."""
        return self.server.folder / "mail" / self.user

    def deliver(self, raw: bytes) -> None:
        """A new mail arrives, as a mail server puts it there; works while down too."""
        name = f"{time.time():.6f}.{os.getpid()}_{next(self._numbers)}.test"
        new = self.folder / "tmp" / name
        new.write_bytes(raw)
        if os.geteuid() == 0:
            os.chown(new, self.server.entry.pw_uid, self.server.entry.pw_gid)
        new.rename(self.folder / "new" / name)

    def append(self, raw: bytes, flags: str = "", folder: str = "INBOX") -> None:
        """A mail put there over IMAP, with flags such as \\Seen."""
        with self.connect() as imap:
            if folder != "INBOX":
                imap.create(folder)
            imap.append(folder, flags, "", raw)

    def stored(self, folder: str = "INBOX") -> list[Stored]:
        """Every mail of a folder, oldest first."""
        with self.connect() as imap:
            _, count = imap.select(folder, readonly=True)
            if count == [b"0"]:
                return []
            _, answer = imap.fetch("1:*", "(UID FLAGS BODY.PEEK[])")
        return [_stored(*part) for part in answer if isinstance(part, tuple)]

    def uid_validity(self) -> int:
        """The number that says whether UIDs still mean the same."""
        with self.connect() as imap:
            imap.select("INBOX", readonly=True)
            return int(imap.untagged_responses["UIDVALIDITY"][0])

    def reset_uid_validity(self) -> None:
        """As after a restore: every mail gets another UID under a new UIDVALIDITY."""
        new = self.uid_validity() + 1
        for old in self.folder.glob("dovecot.index*"):
            old.unlink()
        numbers = self.folder / "dovecot-uidlist"
        numbers.write_text(f"3 V{new} N1000\n")

    def connect(self) -> imaplib.IMAP4:
        """A signed-in IMAP client."""
        imap = imaplib.IMAP4(self.server.host, self.server.imap_port, timeout=10)
        imap.login(self.user, self.password)
        return imap


def _stored(head: bytes, raw: bytes) -> Stored:
    words = head.decode().split()
    flags = tuple(str(flag, "ascii") for flag in imaplib.ParseFlags(head))
    return Stored(int(words[words.index("(UID") + 1]), flags, raw)


def program() -> str:
    """Dovecot; Debian keeps it where only root looks."""
    found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        raise FileNotFoundError("Dovecot is not installed. `make test` installs it.")
    return found
