"""A real SMTP server that keeps what comes in and fails as it is told."""

import asyncio
import email
import email.policy
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from ombud.testing.servers.certificate import Certificate
from ombud.testing.servers.ports import free_ports

OK = "250 2.0.0 Kept"
REFUSED = "550 5.7.1 We do not want this"
LATER = "451 4.3.0 Try again later"


@dataclass(frozen=True)
class Received:
    """One mail that was accepted."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    signed_in_as: str = ""

    @property
    def message(self) -> EmailMessage:
        """The same, parsed."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)


@dataclass
class Mood:
    """What the server does with the next mails."""

    answer: str = OK  # to DATA: OK, REFUSED, LATER, or any line
    answer_to_sender: str = "250 OK"  # to MAIL FROM
    refused: dict[str, str] = field(default_factory=dict)  # recipient → answer
    seconds: float = 0  # before the answer to DATA
    must_sign_in: bool = False
    vanishes: bool = False  # keeps the mail, closes the line without an answer


class SmtpServer:
    """On `port` (plain, STARTTLS offered) and `tls_port` (TLS from the start)."""

    user = "ombud"
    password = "secret"
    host = "127.0.0.1"

    def __init__(self, certificate: Certificate) -> None:
        """Choose the ports, which stay the same when it is stopped and started."""
        self.certificate = certificate
        self.port, self.tls_port = free_ports(2)
        self.received: list[Received] = []
        self.tries = 0  # how often somebody said MAIL FROM
        self.mood = Mood()
        self._controllers: list[Controller] = []

    def start(self) -> None:
        """Listen."""
        context = self.certificate.server_context
        plain = self._controller(self.port, tls_context=context)
        tls = self._controller(self.tls_port, ssl_context=context)
        self._controllers = [plain, tls]
        for controller in self._controllers:
            controller.start()

    def stop(self) -> None:
        """Be down: connections are refused until the next start."""
        for controller in self._controllers:
            controller.stop(no_assert=True)
        self._controllers = []

    def reset(self) -> None:
        """Up, friendly and empty again."""
        self.received.clear()
        self.tries = 0
        self.mood = Mood()
        if not self._controllers:
            self.start()

    def refuse(self, recipient: str, answer: str = REFUSED) -> None:
        """Refuse this one recipient and take the others."""
        self.mood.refused[recipient.lower()] = answer

    def _controller(self, port: int, **contexts: Any) -> Controller:
        return Controller(
            self,
            hostname=self.host,
            port=port,
            authenticator=self._sign_in,
            auth_require_tls=False,
            data_size_limit=100 * 1024 * 1024,
            **contexts,
        )

    def _sign_in(self, *about: Any) -> AuthResult:
        given = about[-1]
        assert isinstance(given, LoginPassword)
        right = given == LoginPassword(self.user.encode(), self.password.encode())
        return AuthResult(success=right, handled=False, auth_data=self.user)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _: Any, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        """The envelope's sender."""
        self.tries += 1
        if self.mood.must_sign_in and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if self.mood.answer_to_sender.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.mood.answer_to_sender

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: Any, __: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        """One recipient of the envelope."""
        if answer := self.mood.refused.get(address.lower()):
            return answer
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Session, envelope: Envelope
    ) -> str:
        """The mail itself."""
        mood = self.mood
        await asyncio.sleep(mood.seconds)
        if mood.answer.startswith("250"):
            self._keep(envelope, session)
        if mood.vanishes:
            close: Callable[[], None] = server.transport.abort
            close()
        return mood.answer

    def _keep(self, envelope: Envelope, session: Session) -> None:
        raw = envelope.original_content or b""
        who = str(session.auth_data or "") if session.authenticated else ""
        to = tuple(envelope.rcpt_tos)
        self.received.append(Received(envelope.mail_from or "", to, raw, who))
