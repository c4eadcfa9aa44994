"""One signed-in SMTP session, kept for the next mail, with words for its troubles."""

import base64
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from ombud.channels.drivers.base import (
    DeliveryError,
    Said,
    Stage,
)
from ombud.channels.drivers.smtp_replies import words_of
from ombud.channels.drivers.wire import (
    DIAL_SECONDS,
    TALK_SECONDS,
    Server,
    encryption,
    explained,
    no_starttls,
)
from ombud.channels.models.channel import Security

if TYPE_CHECKING:
    from ombud.channels.models import Channel


class Client(smtplib.SMTP):
    """One SMTP session over a socket that is already open."""

    sock: socket.socket

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self._given = sock
        self.greeting = ""
        super().__init__(server.host, server.port, local_hostname=_own_name())

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._given

    def connect(
        self, host: str = "localhost", port: int = 0, source_address: object = None
    ) -> tuple[int, bytes]:
        """Keep what the server says first."""
        code, reply = super().connect(host, port)
        self.greeting = words_of(code, reply)
        return code, reply


class SmtpSession:
    """Connects when it is first needed, and again after a cut."""

    def __init__(self, channel: "Channel", dial_seconds: float = DIAL_SECONDS) -> None:
        self.channel = channel
        self.dial_seconds = dial_seconds
        self.max_bytes: int = settings.INTAKE_MAX_BYTES
        self.incoming = Server.incoming(channel)
        self.outgoing = Server.outgoing(channel)
        self._line: socket.socket | None = None
        self._smtp: Client | None = None

    def __enter__(self) -> Self:
        """Nothing is opened before it is needed."""
        return self

    def __exit__(self, *_: object) -> None:
        """Say goodbye to the servers."""
        self.close()

    def close(self) -> None:
        """Say goodbye."""
        if self._smtp:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._hang_up()

    # The steps to an open session

    def outgoing_stages(self) -> list[Stage]:
        """Dial, encrypt, sign in."""
        return [
            Stage(_("Outgoing server found and answering"), self._dial_out),
            Stage(_("Encryption"), self._greet_out),
            Stage(_("Sign-in"), self._sign_in_out),
        ]

    def _dial_out(self) -> Said:
        if not self.outgoing.host:
            raise DeliveryError(
                _("No outgoing server is set for this mailbox."),
                permanent=False,
                reached=False,
            )
        with explained(self.outgoing, DeliveryError):
            self._line = self.outgoing.dial(self.dial_seconds)
        return Said(_("%(host)s found and answering") % {"host": self.outgoing.host})

    def _greet_out(self) -> Said:
        server = self.outgoing
        with (
            explained(server, DeliveryError, at_greeting=True),
            _speaking_smtp(server),
        ):
            self._line = server.greeted(self._line)
            smtp = Client(self._line, server)
            smtp.ehlo_or_helo_if_needed()
            self._smtp = smtp
        if server.security == Security.STARTTLS:
            self._encrypt(smtp)
        smtp.sock.settimeout(TALK_SECONDS)
        return Said(encryption(smtp.sock), smtp.greeting)

    def _encrypt(self, smtp: Client) -> None:
        if not smtp.has_extn("starttls"):
            raise DeliveryError(
                no_starttls(self.outgoing),
                smtp.greeting,
                permanent=False,
                reached=False,
            )
        with explained(self.outgoing, DeliveryError), _unwrapped():
            smtp.starttls(context=self.outgoing.context())
            smtp.ehlo()

    def _sign_in_out(self) -> Said:
        user, password = self.channel.smtp_login
        if not user:
            return Said(_("No sign-in needed"))
        with self._session(connected=True) as smtp:
            try:
                _login(smtp, user, password)
            except smtplib.SMTPAuthenticationError as error:
                raise DeliveryError(
                    _("%(host)s does not accept the user or the password.")
                    % {"host": self.outgoing.host},
                    words_of(error.smtp_code, error.smtp_error),
                    permanent=False,
                    reached=False,
                ) from error
        return Said(_("Signed in as %(user)s") % {"user": user})

    @contextmanager
    def _session(self, *, connected: bool = False) -> Iterator[Client]:
        """A signed-in session; one that broke is forgotten."""
        try:
            if not connected:
                self._revive()
            if not self._smtp:
                for stage in self.outgoing_stages():
                    stage.run()
            with explained(self.outgoing, DeliveryError), _unwrapped():
                yield cast(Client, self._smtp)
        except DeliveryError as error:
            if not error.reached:
                self._hang_up()
            raise

    def _revive(self) -> None:
        """Servers close what was quiet for long."""
        if self._smtp:
            with suppress(smtplib.SMTPException, OSError):
                if self._smtp.rset()[0] == 250:
                    return
            self._hang_up()

    def _hang_up(self) -> None:
        if self._line:
            with suppress(OSError):
                self._line.close()
        if self._smtp:
            self._smtp.close()
        self._smtp = self._line = None


def _login(smtp: Client, user: str, password: str) -> None:
    try:
        smtp.login(user, password)
    except UnicodeEncodeError:
        # smtplib knows ASCII only.
        secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
        code, reply = smtp.docmd("AUTH", f"PLAIN {secret}")
        if code not in {235, 503}:
            raise smtplib.SMTPAuthenticationError(code, reply) from None


def _own_name() -> str:
    """How we greet: by our public name, or plainly as this machine."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    is_name = "." in host and not host.replace(".", "").isdigit()
    return host if is_name else "[127.0.0.1]"


@contextmanager
def _speaking_smtp(server: Server) -> Iterator[None]:
    """A port may belong to quite another service."""
    try:
        with _unwrapped():
            yield
    except DeliveryError as error:
        if error.words.startswith(("4", "5")):
            raise
        sentence = _("%(host)s does not speak SMTP on port %(port)s. Check the port.")
        names = {"host": server.host, "port": server.port}
        raise DeliveryError(
            sentence % names, error.words, permanent=False, reached=False
        ) from error


@contextmanager
def _unwrapped() -> Iterator[None]:
    """Give sockets' own errors back, and put the server's words into ours."""
    try:
        yield
    except smtplib.SMTPServerDisconnected as error:
        cause = error.__context__
        if isinstance(cause, OSError) and not isinstance(cause, smtplib.SMTPException):
            raise cause from error
        raise ConnectionResetError(str(error)) from error
    except smtplib.SMTPResponseException as error:
        words = words_of(error.smtp_code, error.smtp_error)
        raise DeliveryError(
            _("The server does not want to talk now."),
            words,
            permanent=False,
            reached=False,
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise DeliveryError(
            _("The server offers no sign-in on this port."),
            str(error),
            permanent=False,
            reached=False,
        ) from error
    except smtplib.SMTPException as error:
        raise DeliveryError(
            _("The server could not be understood."),
            str(error),
            permanent=False,
            reached=False,
        ) from error
