"""imaplib with a reader of its own: one that can wait, and cannot be flooded."""

import imaplib
import re
import select
import socket
import ssl
import time
from contextlib import suppress

from ombud.channels.drivers.wire import Server

CHUNK = 65536
# UIDs of half a million mails make a line of 4 MB.
MAX_LINE = 64 * 1024 * 1024
UID = re.compile(rb"\bUID (\d+)")


class TooMuchError(ConnectionError):
    """The server sends more than it was asked for."""


class Connection(imaplib.IMAP4):
    """One IMAP session over a socket that is already open.

    The reader is ours because imaplib's hides what it has buffered, so that news
    which came together with the answer to IDLE would be waited for in vain, and
    because it believes any size that the server names.
    """

    def __init__(self, sock: socket.socket, server: Server, max_literal: int) -> None:
        self._given = sock
        self._held = bytearray()
        self.max_literal = max_literal
        super().__init__(server.host, server.port)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """Use the given socket."""
        self.host, self.port, self.sock = host, port, self._given

    def read(self, size: int) -> bytes:
        """That many bytes."""
        if size > self.max_literal:
            raise TooMuchError(f"{size} bytes were announced")
        while len(self._held) < size:
            self._receive()
        return self._take(size)

    def readline(self) -> bytes:
        """One line, with its end."""
        searched = 0
        while (end := self._held.find(b"\n", searched)) < 0:
            searched = len(self._held)
            if searched > MAX_LINE:
                raise TooMuchError("a line without end")
            self._receive()
        return self._take(end + 1)

    def shutdown(self) -> None:
        """Close without a word."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def encrypt(self, context: ssl.SSLContext) -> None:
        """STARTTLS; what the server said before does not count (RFC 9051, 6.2.1)."""
        self.starttls(context)
        if self._held:
            raise TooMuchError("words between STARTTLS and encryption")

    def idle_until_news(self, seconds: float) -> bool:
        """IDLE (RFC 2177): True as soon as the mailbox grows."""
        tag = self._new_tag()
        self.send(tag + b" IDLE\r\n")
        grown = self._wait_for_growth(time.monotonic() + seconds)
        self.send(b"DONE\r\n")
        while not (line := self.readline()).startswith(tag):
            grown = grown or _tells_growth(line)
        if b" OK" not in line.upper():
            raise self.error(line.decode("ascii", "replace").strip())
        return grown

    def _wait_for_growth(self, until: float) -> bool:
        while self._readable(until - time.monotonic()):
            line = self.readline()
            if _tells_growth(line):
                return True
            if line.upper().startswith(b"* BYE"):
                raise ConnectionResetError(line.decode("ascii", "replace").strip())
        return False

    def _readable(self, seconds: float) -> bool:
        """Whether a line begins to arrive within that time."""
        if self._held:
            return True
        if isinstance(self.sock, ssl.SSLSocket) and self.sock.pending():
            return True
        return seconds > 0 and bool(select.select([self.sock], [], [], seconds)[0])

    def _receive(self) -> None:
        data = self.sock.recv(CHUNK)
        if not data:
            raise ConnectionResetError("the server closed the connection")
        self._held += data

    def _take(self, size: int) -> bytes:
        data = bytes(self._held[:size])
        del self._held[:size]
        return data


def _tells_growth(line: bytes) -> bool:
    return line.startswith(b"* ") and line.upper().rstrip().endswith(b" EXISTS")


def messages(data: list[object]) -> dict[str, tuple[bytes, bytes]]:
    """What a FETCH brought: by uid its attributes and its literal.

    Flag changes by other readers arrive in between; some servers name the UID before
    the literal, some after it.
    """
    found: dict[str, tuple[bytes, bytes]] = {}
    head, literal = b"", b""
    for item in data:
        if isinstance(item, tuple):
            head, literal = head + bytes(item[0]), bytes(item[1])
            continue
        head += item if isinstance(item, bytes) else b""
        if uid := UID.search(head):
            before, body = found.get(uid[1].decode(), (b"", b""))
            found[uid[1].decode()] = (before + head, literal or body)
        head, literal = b"", b""
    return found
