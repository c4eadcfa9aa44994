"""Sockets and certificates, and plain sentences for all that goes wrong with them."""

import hashlib
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ombud.channels.models.channel import Security

if TYPE_CHECKING:
    from ombud.channels.drivers.base import WireError
    from ombud.channels.models import Channel

# A server that does not greet within this time is down for us.
DIAL_SECONDS = 15
TALK_SECONDS = 60
PROBE_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Server:
    """One server as a channel names it."""

    host: str
    port: int
    security: str
    verify: bool = True

    @classmethod
    def incoming(cls, channel: "Channel") -> "Server":
        """Where the channel fetches."""
        return cls(
            channel.in_host,
            channel.in_port,
            channel.in_security,
            channel.verify_certificate,
        )

    @classmethod
    def outgoing(cls, channel: "Channel") -> "Server":
        """Where the channel sends."""
        return cls(
            channel.out_host,
            channel.out_port,
            channel.out_security,
            channel.verify_certificate,
        )

    def dial(self, seconds: float = DIAL_SECONDS) -> socket.socket:
        """An open connection, without a word spoken."""
        try:
            sock = socket.create_connection((self.host, self.port), seconds)
        except (ValueError, OverflowError) as error:
            # Two dots in a row, a label of 64 letters: no name at all.
            raise socket.gaierror(socket.EAI_NONAME, str(error)) from error
        # Behind many routers a silent connection dies without notice.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        return sock

    def context(self) -> ssl.SSLContext:
        """Trust as the machine does, or encrypt without asking who it is."""
        context = ssl.create_default_context()
        if not self.verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def greeted(self, sock: socket.socket | None) -> socket.socket:
        """The connection, encrypted where the server does so from the start."""
        if sock is None:
            raise ConnectionError("not connected")
        if self.security != Security.TLS:
            return sock
        return self.context().wrap_socket(sock, server_hostname=self.host)

    def namespace(self, *parts: str) -> str:
        """Eight letters that tell this mailbox from any other.

        Gmail gives every inbox UIDVALIDITY 1: without this, the mails of a new
        account would pass for those of the old one.
        """
        text = "\n".join([self.host.lower(), *parts])
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def encryption(sock: socket.socket | None) -> str:
    """How the connection is protected, for the trial."""
    if not isinstance(sock, ssl.SSLSocket):
        return _("Not encrypted")
    certificate = sock.getpeercert()
    if not certificate:
        return _("Encrypted, certificate not checked")
    ends = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    day = date_format(datetime.fromtimestamp(ends, UTC), "DATE_FORMAT")
    return _("Certificate valid until %(day)s") % {"day": day}


def no_starttls(server: Server) -> str:
    """The sentence for a server that cannot encrypt on this port."""
    sentence = _("%(host)s offers no STARTTLS on port %(port)s.")
    return sentence % {"host": server.host, "port": server.port}


@contextmanager
def explained(
    server: Server, kind: "type[WireError]", *, at_greeting: bool = False
) -> Iterator[None]:
    """Turn what sockets throw into one plain sentence with the server's words."""
    try:
        yield
    except OSError as error:
        if at_greeting and not isinstance(error, ssl.SSLError) and _wants_tls(server):
            message, words = _tls_wanted(server), _machine_words(error)
        else:
            message, words = explain(error, server)
        raise _as(kind, message, words) from error


def _as(kind: "type[WireError]", message: str, words: str) -> "WireError":
    from ombud.channels.drivers.base import DeliveryError

    if kind is DeliveryError:
        return DeliveryError(message, words, permanent=False, reached=False)
    return kind(message, words)


def explain(error: OSError, server: Server) -> tuple[str, str]:
    """Our sentence, and the words of the server or of the machine."""
    names = {"host": server.host, "port": server.port}
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(error, names)
    if isinstance(error, ssl.SSLError):
        return _no_tls(error, server)
    if isinstance(error, socket.gaierror):
        sentence = _("The name %(host)s does not exist. Check its spelling.")
    elif isinstance(error, ConnectionRefusedError):
        sentence = _("%(host)s refuses connections on port %(port)s. Check the port.")
    elif isinstance(error, TimeoutError):
        sentence = _("%(host)s did not answer on port %(port)s in time.")
    elif isinstance(error, ConnectionError):
        sentence = _("The connection to %(host)s was cut.")
    else:
        sentence = _("%(host)s cannot be reached on port %(port)s.")
    return sentence % names, _machine_words(error)


def _certificate(
    error: ssl.SSLCertVerificationError, names: dict[str, object]
) -> tuple[str, str]:
    sentence = _(
        "The certificate of %(host)s cannot be trusted. Install its authority on this "
        "machine, or switch off the check for this mailbox."
    )
    return sentence % names, error.verify_message


def _no_tls(error: ssl.SSLError, server: Server) -> tuple[str, str]:
    greeting = _plain_greeting(server) if server.security == Security.TLS else ""
    names = {"host": server.host, "port": server.port}
    if greeting:
        sentence = _(
            "%(host)s does not speak TLS from the start on port %(port)s. Choose "
            "STARTTLS."
        )
        return sentence % names, greeting
    sentence = _("%(host)s and Ombud could not agree on an encryption.")
    return sentence % names, error.reason or str(error)


def _plain_greeting(server: Server) -> str:
    """The first line of a server that speaks before it encrypts."""
    with suppress(OSError), closing(server.dial(PROBE_SECONDS)) as sock:
        return sock.recv(512).decode("ascii", "replace").strip()
    return ""


def _wants_tls(server: Server) -> bool:
    """Whether the server waits for an encrypted greeting that we do not send."""
    if server.security == Security.TLS:
        return False
    context = replace(server, verify=False).context()
    with (
        suppress(OSError),
        closing(server.dial(PROBE_SECONDS)) as sock,
        context.wrap_socket(sock, server_hostname=server.host),
    ):
        return True
    return False


def _tls_wanted(server: Server) -> str:
    sentence = _("%(host)s speaks TLS from the start on port %(port)s. Choose TLS.")
    return sentence % {"host": server.host, "port": server.port}


def _machine_words(error: OSError) -> str:
    return error.strerror or str(error)
