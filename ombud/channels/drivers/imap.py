"""Mailboxes over IMAP: by UID and UIDVALIDITY, never by the read flag."""

import imaplib
import re
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from imap_tools.imap_utf7 import utf7_encode

from ombud.channels.drivers.base import (
    Fetched,
    FetchError,
    Known,
    Listing,
    Said,
    Stage,
    Watermark,
)
from ombud.channels.drivers.imap_connection import Connection, messages
from ombud.channels.drivers.smtp import SmtpDriver
from ombud.channels.drivers.wire import (
    TALK_SECONDS,
    Server,
    encryption,
    explained,
    no_starttls,
)
from ombud.channels.models.channel import AfterFetch, Security

SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
ARRIVED = re.compile(rb'INTERNALDATE "([^"]+)"')
CAPABILITIES = re.compile(r"\[CAPABILITY [^]]*\] ?")
# Uids in one question to the caller or to the server: a command stays short.
ASK = 500
# Small mails travel together; one command never brings more than this.
TOGETHER = 20
TOGETHER_BYTES = 1024 * 1024
MAX_HEADER = 256 * 1024
# How often a server without IDLE is asked.
POLL_SECONDS = 15


class ImapDriver(SmtpDriver):
    """Fetches over IMAP, sends over SMTP."""

    can_idle = True
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

    # Reading

    def fetch(self, known: Known, after: Watermark | None = None) -> Iterator[Fetched]:
        """What is not known, the oldest first; `after` spares asking about the rest.

        Without `after`, all uids of the mailbox are compared: now and then that
        proves that nothing was missed.
        """
        with self._talk() as imap:
            uids = self._search(imap, self._criterion(after))
            self._seen_up_to = max(self._seen_up_to, *map(int, uids), 0)
            for some in _chunks(uids, ASK):
                have = known(self.uidvalidity, some)
                yield from self._mails(imap, [uid for uid in some if uid not in have])

    def fetch_one(
        self, uidvalidity: str, uid: str, limit: int | None = None
    ) -> Fetched | None:
        """One mail once more, with another limit if wanted; None where it is gone."""
        with self._talk() as imap:
            if uidvalidity != self.uidvalidity:
                return None
            imap.max_literal = self._room(limit or self.max_bytes)
            return next(self._mails(imap, [uid], limit), None)

    def listing(self, since: datetime | None = None) -> Listing:
        """What is there now, or what of it arrived at that moment or later."""
        with self._talk() as imap:
            if not since:
                return Listing(self.uidvalidity, self._search(imap, "ALL"))
            # SINCE knows days only, in the time zone of the server.
            day = since - timedelta(days=1)
            uids = self._search(imap, f"SINCE {_day(day)}")
            return Listing(self.uidvalidity, self._arrived(imap, uids, since))

    def idle(self, seconds: float) -> bool:
        """Wait for news. True where something came, also since the last fetch."""
        with self._talk() as imap:
            until = time.monotonic() + seconds
            while not self._has_grown(imap):
                left = until - time.monotonic()
                if left <= 0:
                    return False
                if "IDLE" in imap.capabilities:
                    return imap.idle_until_news(left)
                time.sleep(min(left, POLL_SECONDS))
            return True

    def _has_grown(self, imap: Connection) -> bool:
        return bool(self._search(imap, f"UID {self._seen_up_to + 1}:*"))

    # Once it is stored

    def acknowledge(self, uid: str, uidvalidity: str = "") -> None:
        """Do what the channel says shall become of a stored mail on the server."""
        if self.channel.after_fetch == AfterFetch.LEAVE:
            return
        with self._talk() as imap:
            if uidvalidity and uidvalidity != self.uidvalidity:
                return
            if self.channel.after_fetch == AfterFetch.SEEN:
                self._do(imap, "STORE", uid, "+FLAGS", r"(\Seen)")
            elif self.channel.after_fetch == AfterFetch.MOVE:
                self._move(imap, uid)
            else:
                self._delete(imap, uid)

    def _move(self, imap: Connection, uid: str) -> None:
        target = _quoted(self.channel.move_to)
        how = "MOVE" if "MOVE" in imap.capabilities else "COPY"
        if imap.uid(how, uid, target)[0] != "OK":
            # The folder is missing: most servers say so with TRYCREATE, not all.
            imap.create(target)
            self._do(imap, how, uid, target)
        if how == "COPY":
            self._delete(imap, uid)

    def _delete(self, imap: Connection, uid: str) -> None:
        self._do(imap, "STORE", uid, "+FLAGS", r"(\Deleted)")
        if "UIDPLUS" in imap.capabilities:
            self._do(imap, "EXPUNGE", uid)
        elif self._search(imap, "DELETED") == [uid]:
            # A plain EXPUNGE would also take what others have marked.
            imap.expunge()

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
                    raise FetchError(no_starttls(server), _words(imap.welcome))
                imap.encrypt(server.context())
        imap.sock.settimeout(TALK_SECONDS)
        greeting = CAPABILITIES.sub("", _words(imap.welcome))
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
                    _words(error),
                ) from error
            return Said(_("Signed in as %(user)s") % {"user": user})

    def _authenticate(self, imap: Connection, user: str, password: str) -> None:
        if "AUTH=PLAIN" in imap.capabilities:
            # Unlike LOGIN it can carry letters beyond ASCII.
            secret = f"\0{user}\0{password}".encode()
            imap.authenticate("PLAIN", lambda _challenge: secret)
        else:
            imap.login(_quoted(user), password)
        # Many servers tell all they can only to those who have signed in.
        imap.capabilities = tuple(
            imap.capability()[1][0].decode("ascii", "replace").upper().split()
        )

    def _open_folder(self) -> Said:
        with self._talk(connected=True) as imap:
            folder = self.channel.folder
            reads_only = self.channel.after_fetch == AfterFetch.LEAVE
            status, data = imap.select(_quoted(folder), readonly=reads_only)
            if status != "OK":
                raise FetchError(
                    _("There is no folder “%(folder)s” in this mailbox.")
                    % {"folder": folder},
                    _line(data),
                )
            self.uidvalidity = self._namespace(imap)
            following = _line(imap.response("UIDNEXT")[1])
            self._seen_up_to = int(following) - 1 if following.isdigit() else 0
            count = int(_line(data) or 0)
            opened = ngettext(
                "%(folder)s opened, %(count)s mail in it",
                "%(folder)s opened, %(count)s mails in it",
                count,
            )
            return Said(opened % {"folder": folder, "count": count})

    def _namespace(self, imap: Connection) -> str:
        validity = _line(imap.response("UIDVALIDITY")[1]) or "0"
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

    def _criterion(self, after: Watermark | None) -> str:
        if after and after[0] == self.uidvalidity:
            return f"UID {int(after[1]) + 1}:*"
        return "ALL"

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
            raise FetchError(_("The server refused to go on."), _line(data))
        return list(data)

    def _arrived(self, imap: Connection, uids: list[str], since: datetime) -> list[str]:
        late = []
        for some in _chunks(uids, ASK):
            data = self._do(imap, "FETCH", ",".join(some), "(UID INTERNALDATE)")
            for uid, (head, _literal) in messages(data).items():
                at = _arrival(head)
                if at is None or at >= since:
                    late.append(uid)
        return sorted(late, key=int)

    def _mails(
        self, imap: Connection, uids: list[str], limit: int | None = None
    ) -> Iterator[Fetched]:
        limit = limit or self.max_bytes
        for some in _chunks(uids, ASK):
            what = "(UID RFC822.SIZE INTERNALDATE)"
            facts = messages(self._do(imap, "FETCH", ",".join(some), what))
            heads = {uid: facts[uid][0] for uid in some if uid in facts}
            sizes = {uid: _size(head) for uid, head in heads.items()}
            for group in _groups(sizes, limit):
                for uid, raw, words in self._bodies(imap, group, sizes, limit):
                    yield Fetched(
                        self.uidvalidity,
                        uid,
                        raw,
                        _arrival(heads[uid]),
                        size=sizes[uid],
                        too_large=sizes[uid] > limit and not words,
                        words=words,
                    )

    def _bodies(
        self, imap: Connection, uids: list[str], sizes: dict[str, int], limit: int
    ) -> Iterator[tuple[str, bytes, str]]:
        """Raw mails, or why the server would not give one; gone ones are left out."""
        large = sizes[uids[0]] > limit
        what = f"BODY.PEEK[HEADER]<0.{MAX_HEADER}>" if large else "BODY.PEEK[]"
        status, data = imap.uid("FETCH", ",".join(uids), f"(UID {what})")
        if status != "OK" and len(uids) > 1:
            # One bad mail must not hold up its neighbours.
            for uid in uids:
                yield from self._bodies(imap, [uid], sizes, limit)
            return
        if status != "OK":
            yield uids[0], b"", _line(data) or status
            return
        found = messages(list(data))
        for uid in uids:
            if uid in found:
                raw = found[uid][1]
                yield uid, raw, "" if raw else _("The server sent an empty mail.")

    @staticmethod
    def _room(limit: int) -> int:
        """Sizes are sometimes told wrong, never by this much."""
        return 2 * limit + TOGETHER_BYTES


@contextmanager
def _speaking_imap(server: Server) -> Iterator[None]:
    """A port may belong to quite another service."""
    try:
        yield
    except imaplib.IMAP4.error as error:
        sentence = _("%(host)s does not speak IMAP on port %(port)s. Check the port.")
        names = {"host": server.host, "port": server.port}
        raise FetchError(sentence % names, _words(error)) from error


@contextmanager
def _spoken() -> Iterator[None]:
    """What the server refuses in words becomes a sentence too."""
    try:
        yield
    except imaplib.IMAP4.abort as error:
        raise ConnectionResetError(_words(error)) from error
    except imaplib.IMAP4.error as error:
        raise FetchError(_("The server refused to go on."), _words(error)) from error


def _words(said: Exception | bytes | None) -> str:
    first = said.args[0] if isinstance(said, Exception) and said.args else said or ""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else str(first)


def _line(data: Sequence[object]) -> str:
    first = data[-1] if data else b""
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else ""


def _quoted(folder: str) -> str:
    plain = utf7_encode(folder).decode("ascii")
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _day(at: datetime) -> str:
    """22-Nov-2026, in English whatever the machine speaks."""
    return imaplib.Time2Internaldate(at).strip('"').split()[0]


def _size(head: bytes) -> int:
    found = SIZE.search(head)
    return int(found[1]) if found else 0


def _arrival(head: bytes) -> datetime | None:
    found = ARRIVED.search(head)
    if not found:
        return None
    try:
        text = found[1].decode("ascii").strip().replace("-", " ", 2)
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None


def _chunks(uids: Sequence[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(uids), size):
        yield list(uids[start : start + size])


def _groups(sizes: dict[str, int], limit: int) -> Iterator[list[str]]:
    """Small neighbours together; each large one alone."""
    group: list[str] = []
    weight = 0
    for uid, size in sizes.items():
        cost = size if size <= limit else TOGETHER_BYTES + 1
        if group and (len(group) >= TOGETHER or weight + cost > TOGETHER_BYTES):
            yield group
            group, weight = [], 0
        group.append(uid)
        weight += cost
    if group:
        yield group
