"""Mailboxes over POP3: by UIDL, left on the server or deleted once stored."""

import poplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.channels.drivers.base import (
    Fetched,
    FetchError,
    Known,
    Listing,
    Said,
    Stage,
    Watermark,
)
from ombud.channels.drivers.smtp import SmtpDriver
from ombud.channels.drivers.wire import (
    TALK_SECONDS,
    Server,
    encryption,
    explained,
    no_starttls,
)
from ombud.channels.models.channel import AfterFetch, Security

ASK = 500
# Mail lies in order of arrival: after so many older ones in a row, all are older.
OLDER_IN_A_ROW = 25
# poplib breaks off at lines of 2 KB; newsletters have HTML in one line.
poplib._MAXLINE = 64 * 1024 * 1024  # type: ignore[attr-defined]  # no public name


class Connection(poplib.POP3):
    """One POP3 session over a socket that is already open."""

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self._given = sock
        super().__init__(server.host, server.port)

    def _create_socket(self, timeout: float) -> socket.socket:
        return self._given


class Pop3Driver(SmtpDriver):
    """Fetches over POP3, sends over SMTP."""

    _sock: socket.socket | None = None
    _pop: Connection | None = None

    def close(self) -> None:
        """Log out of both servers; only now does the mailbox drop what was deleted.

        If the goodbye fails nothing has been deleted: the mails are met again, are
        known, and nothing is lost.
        """
        super().close()
        if self._pop:
            with suppress(OSError, poplib.error_proto):
                self._pop.quit()
        self._drop()

    def fetch(self, known: Known, after: Watermark | None = None) -> Iterator[Fetched]:
        """What is not known, in the order of the mailbox; there is no watermark."""
        with self._talk() as pop:
            uids = list(self._numbers)
            for start in range(0, len(uids), ASK):
                some = uids[start : start + ASK]
                have = known(self.uidvalidity, some)
                for uid in some:
                    if uid not in have:
                        yield self._mail(pop, uid, self.max_bytes)

    def fetch_one(
        self, uidvalidity: str, uid: str, limit: int | None = None
    ) -> Fetched | None:
        """One mail once more, with another limit if wanted; None where it is gone."""
        with self._talk() as pop:
            if uidvalidity != self.uidvalidity or uid not in self._numbers:
                return None
            return self._mail(pop, uid, limit or self.max_bytes)

    def acknowledge(self, uid: str, uidvalidity: str = "") -> None:
        """Delete it where the channel says so; it goes when the session ends well."""
        if self.channel.after_fetch != AfterFetch.DELETE:
            return
        with self._talk() as pop:
            if uid in self._numbers and uidvalidity in {"", self.uidvalidity}:
                pop.dele(self._numbers.pop(uid))

    def listing(self, since: datetime | None = None) -> Listing:
        """What is there now, or what of it arrived at that moment or later."""
        with self._talk() as pop:
            uids = list(self._numbers)
            if since:
                uids = self._arrived(pop, uids, since)
            return Listing(self.uidvalidity, uids)

    # The steps to an open mailbox

    def incoming_stages(self) -> list[Stage]:
        """Dial, encrypt, sign in, list."""
        return [
            Stage(_("Incoming server found and answering"), self._dial),
            Stage(_("Encryption"), self._greet),
            Stage(_("Sign-in"), self._sign_in),
            Stage(_("Mailbox"), self._open_mailbox),
        ]

    def _dial(self) -> Said:
        with explained(self.incoming, FetchError):
            self._sock = self.incoming.dial(self.dial_seconds)
        return Said(_("%(host)s found and answering") % {"host": self.incoming.host})

    def _greet(self) -> Said:
        server = self.incoming
        with explained(server, FetchError, at_greeting=True), _speaking_pop3(server):
            self._sock = server.greeted(self._sock)
            pop = self._pop = Connection(self._sock, server)
        if server.security == Security.STARTTLS:
            with self._talk(connected=True):
                if "STLS" not in _capabilities(pop):
                    raise FetchError(no_starttls(server), _words(pop.welcome))
                pop.stls(server.context())
        pop.sock.settimeout(TALK_SECONDS)
        return Said(encryption(pop.sock), _words(pop.welcome))

    def _sign_in(self) -> Said:
        user, password = self.channel.in_user, self.channel.in_password
        with self._talk(connected=True) as pop:
            try:
                pop.user(user)
                pop.pass_(password)
            except poplib.error_proto as error:
                raise _sign_in_error(self.incoming, error) from error
        return Said(_("Signed in as %(user)s") % {"user": user})

    def _open_mailbox(self) -> Said:
        with self._talk(connected=True) as pop:
            try:
                uids, sizes = _pairs(pop.uidl()[1]), _pairs(pop.list()[1])
            except (poplib.error_proto, ValueError) as error:
                raise FetchError(
                    _("The server cannot tell one mail from another (no UIDL)."),
                    _words(error),
                ) from error
        # The same UIDL twice is the same mail twice (RFC 1939): one will do.
        self._numbers = {uid: number for number, uid in uids.items()}
        self._sizes = {number: int(size) for number, size in sizes.items()}
        mark = self.incoming.namespace("pop3", self.channel.in_user)
        self.uidvalidity = f"pop3-{mark}"
        opened = ngettext(
            "Mailbox opened, %(count)s mail in it",
            "Mailbox opened, %(count)s mails in it",
            len(uids),
        )
        return Said(opened % {"count": len(uids)})

    # Commands

    @contextmanager
    def _talk(self, *, connected: bool = False) -> Iterator[Connection]:
        """The open mailbox; a connection that broke is forgotten."""
        try:
            if not self._pop and not connected:
                for stage in self.incoming_stages():
                    stage.run()
            with explained(self.incoming, FetchError), _spoken():
                yield cast(Connection, self._pop)
        except FetchError:
            self._drop()
            raise

    def _drop(self) -> None:
        with suppress(OSError):
            if self._pop:
                self._pop.close()
            elif self._sock:
                self._sock.close()
        self._pop = self._sock = None

    def _mail(self, pop: Connection, uid: str, limit: int) -> Fetched:
        number = self._numbers[uid]
        size = self._sizes.get(number, 0)
        try:
            lines = (pop.top(number, 0) if size > limit else pop.retr(number))[1]
        except poplib.error_proto as error:
            if b"EOF" in _words(error).encode():
                raise
            return Fetched(self.uidvalidity, uid, b"", None, size, words=_words(error))
        raw = b"\r\n".join(lines) + b"\r\n"
        return Fetched(self.uidvalidity, uid, raw, None, size, too_large=size > limit)

    def _arrived(self, pop: Connection, uids: list[str], since: datetime) -> list[str]:
        """Those of the time asked for, found from the newest backwards."""
        late: list[str] = []
        older = 0
        for uid in reversed(uids):
            at = _arrival(b"\r\n".join(pop.top(self._numbers[uid], 0)[1]))
            if at is None or at >= since:
                late.append(uid)
                older = 0
            else:
                older += 1
            if older > OLDER_IN_A_ROW:
                break
        return late[::-1]


def _pairs(lines: list[bytes]) -> dict[int, str]:
    """What follows each number of a list."""
    parts = [line.decode("ascii", "replace").split() for line in lines]
    if any(len(part) < 2 for part in parts):
        raise ValueError("a line without a value")
    return {int(part[0]): part[1] for part in parts}


def _arrival(header: bytes) -> datetime | None:
    """When the last server on the way took it, else when it was written."""
    parsed = BytesHeaderParser().parsebytes(header)
    received = str(parsed.get("Received", "")).rpartition(";")[2]
    for text in (received, str(parsed.get("Date", ""))):
        with suppress(ValueError, TypeError, IndexError):
            return parsedate_to_datetime(" ".join(text.split())).astimezone(UTC)
    return None


def _capabilities(pop: Connection) -> dict[str, list[str]]:
    with suppress(poplib.error_proto):
        return pop.capa()
    return {}


def _sign_in_error(server: Server, error: poplib.error_proto) -> FetchError:
    words = _words(error)
    if "IN-USE" in words.upper():
        sentence = _("Another program is reading this mailbox right now.")
        return FetchError(sentence, words)
    sentence = _("%(host)s does not accept the user or the password.")
    return FetchError(sentence % {"host": server.host}, words)


@contextmanager
def _speaking_pop3(server: Server) -> Iterator[None]:
    """A port may belong to quite another service."""
    try:
        yield
    except poplib.error_proto as error:
        if "EOF" in _words(error):
            raise ConnectionResetError(_words(error)) from error
        sentence = _("%(host)s does not speak POP3 on port %(port)s. Check the port.")
        names = {"host": server.host, "port": server.port}
        raise FetchError(sentence % names, _words(error)) from error


@contextmanager
def _spoken() -> Iterator[None]:
    """What the server refuses in words becomes a sentence too."""
    try:
        yield
    except poplib.error_proto as error:
        if "EOF" in _words(error):
            raise ConnectionResetError(_words(error)) from error
        raise FetchError(_("The server refused to go on."), _words(error)) from error


def _words(said: Exception | bytes) -> str:
    first = said.args[0] if isinstance(said, Exception) and said.args else said
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)
