"""One signed-in session with an open folder, and plain words when it breaks."""

import imaplib
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from imap_tools.imap_utf7 import utf7_encode

from ombud.channels.drivers.base import FetchError, Said, Stage
from ombud.channels.drivers.imap_connection import Connection
from ombud.channels.drivers.smtp import SmtpDriver
from ombud.channels.drivers.wire import (
    TALK_SECONDS,
    Server,
    encryption,
    explained,
    no_starttls,
)
from ombud.channels.models.channel import AfterFetch, Security

CAPABILITIES = re.compile(r"\[CAPABILITY [^]]*\] ?")
# Sizes are sometimes told wrong, never by this much.
SPARE_BYTES = 1024 * 1024


class ImapSession(SmtpDriver):
    """Connects when it is first needed, and again after a cut."""

    _sock: socket.socket | None = None
    _imap: Connection | None = None
    _seen_up_to = 0

    def close(self) -> None:
        """Log out of both servers."""
        super().close()
        if self._imap:
            with suppress(OSError, imaplib.IMAP4.error):
                self._imap.logout()
            self._drop()

    # The steps to an open folder

    def incoming_stages(self) -> list[Stage]:
        """Dial, encrypt, sign in, open the folder."""
        return [
            Stage(_("Incoming server found and answering"), self._dial),
            Stage(_("Encryption"), self._greet),
            Stage(_("Sign-in"), self._sign_in),
            Stage(_("Folder"), self._open_folder),
        ]

    def _dial(self) -> Said:
        server = self.incoming
        with explained(server, FetchError):
            self._sock = server.dial(self.dial_seconds)
        return Said(_("%(host)s found and answering") % {"host": server.host})

    def _greet(self) -> Said:
        server = self.incoming
        with explained(server, FetchError, at_greeting=True), _speaking_imap(server):
            self._sock = server.greeted(self._sock)
            imap = Connection(self._sock, server, self._room(self.max_bytes))
            self._imap = imap
        if server.security == Security.STARTTLS:
            with self._talk(connected=True):
                if "STARTTLS" not in imap.capabilities:
                    raise FetchError(no_starttls(server), words_of(imap.welcome))
                imap.encrypt(server.context())
        imap.sock.settimeout(TALK_SECONDS)
        greeting = CAPABILITIES.sub("", words_of(imap.welcome))
        return Said(encryption(imap.sock), greeting)

    def _sign_in(self) -> Said:
        with self._talk(connected=True) as imap:
            user, password = self.channel.in_user, self.channel.in_password
            try:
                self._authenticate(imap, user, password)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                raise FetchError(
                    _("%(host)s does not accept the user or the password.")
                    % {"host": self.incoming.host},
                    words_of(error),
                ) from error
            return Said(_("Signed in as %(user)s") % {"user": user})

    def _authenticate(self, imap: Connection, user: str, password: str) -> None:
        if "AUTH=PLAIN" in imap.capabilities:
            # Unlike LOGIN it can carry letters beyond ASCII.
            secret = f"\0{user}\0{password}".encode()
            imap.authenticate("PLAIN", lambda _challenge: secret)
        else:
            imap.login(quoted(user), password)
        # Many servers tell all they can only to those who have signed in.
        imap.capabilities = tuple(
            imap.capability()[1][0].decode("ascii", "replace").upper().split()
        )

    def _open_folder(self) -> Said:
        with self._talk(connected=True) as imap:
            folder = self.channel.folder
            reads_only = self.channel.after_fetch == AfterFetch.LEAVE
            status, data = imap.select(quoted(folder), readonly=reads_only)
            if status != "OK":
                raise FetchError(
                    _("There is no folder “%(folder)s” in this mailbox.")
                    % {"folder": folder},
                    line_of(data),
                )
            self.uidvalidity = self._namespace(imap)
            following = line_of(imap.response("UIDNEXT")[1])
            self._seen_up_to = int(following) - 1 if following.isdigit() else 0
            count = int(line_of(data) or 0)
            opened = ngettext(
                "%(folder)s opened, %(count)s mail in it",
                "%(folder)s opened, %(count)s mails in it",
                count,
            )
            return Said(opened % {"folder": folder, "count": count})

    def _namespace(self, imap: Connection) -> str:
        validity = line_of(imap.response("UIDVALIDITY")[1]) or "0"
        mark = self.incoming.namespace(self.channel.in_user, self.channel.folder)
        return f"{validity}-{mark}"

    # Commands

    @contextmanager
    def _talk(self, *, connected: bool = False) -> Iterator[Connection]:
        """The open folder; a connection that broke is forgotten."""
        try:
            if not self._imap and not connected:
                for stage in self.incoming_stages():
                    stage.run()
            with explained(self.incoming, FetchError), _spoken():
                yield cast(Connection, self._imap)
        except FetchError:
            self._drop()
            raise

    def _drop(self) -> None:
        if self._imap:
            self._imap.shutdown()
        elif self._sock:
            self._sock.close()
        self._imap = self._sock = None

    def _search(self, imap: Connection, criterion: str) -> list[str]:
        # SEARCH answers from what the session has seen; NOOP makes it look again.
        imap.noop()
        lines = self._do(imap, "SEARCH", criterion)
        words = b" ".join(line for line in lines if isinstance(line, bytes)).split()
        uids = sorted({int(word) for word in words if word.isdigit()})
        if criterion.startswith("UID "):
            # n:* always brings the last mail, be its number as low as it may.
            lowest = int(criterion[4:].partition(":")[0])
            uids = [uid for uid in uids if uid >= lowest]
        return [str(uid) for uid in uids]

    def _do(self, imap: Connection, command: str, *args: str) -> list[object]:
        status, data = imap.uid(command, *args)
        if status != "OK":
            raise FetchError(_("The server refused to go on."), line_of(data))
        return list(data)

    @staticmethod
    def _room(limit: int) -> int:
        return 2 * limit + SPARE_BYTES


@contextmanager
def _speaking_imap(server: Server) -> Iterator[None]:
    """A port may belong to quite another service."""
    try:
        yield
    except imaplib.IMAP4.error as error:
        sentence = _("%(host)s does not speak IMAP on port %(port)s. Check the port.")
        names = {"host": server.host, "port": server.port}
        raise FetchError(sentence % names, words_of(error)) from error


@contextmanager
def _spoken() -> Iterator[None]:
    """What the server refuses in words becomes a sentence too."""
    try:
        yield
    except imaplib.IMAP4.abort as error:
        raise ConnectionResetError(words_of(error)) from error
    except imaplib.IMAP4.error as error:
        raise FetchError(_("The server refused to go on."), words_of(error)) from error


def words_of(said: Exception | bytes | None) -> str:
    first = said.args[0] if isinstance(said, Exception) and said.args else said or ""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)


def line_of(data: Sequence[object]) -> str:
    first = data[-1] if data else b""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else ""


def quoted(folder: str) -> str:
    plain = utf7_encode(folder).decode("ascii")
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
