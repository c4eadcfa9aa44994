"""Real servers as fixtures; one Dovecot and one SMTP server a process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ombud.testing.servers import Dovecot, Mailbox, SmtpServer
from ombud.testing.servers.certificate import Certificate, make_certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Self-signed, for 127.0.0.1."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def _dovecot() -> Iterator[Dovecot]:
    # Not under pytest's own folder: Dovecot's user may not enter it.
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="ombud-dovecot-") as folder:
        server = Dovecot(Path(folder))
        yield server
        server.stop()


@pytest.fixture
def dovecot(_dovecot: Dovecot) -> Dovecot:
    """A running Dovecot, also after a test that killed it."""
    _dovecot.start()
    return _dovecot


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Mailbox:
    """A mailbox that nobody has used before."""
    return dovecot.mailbox()


@pytest.fixture(scope="session")
def _smtp_server(certificate: Certificate) -> Iterator[SmtpServer]:
    server = SmtpServer(certificate)
    yield server
    server.stop()


@pytest.fixture
def smtp_server(_smtp_server: SmtpServer) -> SmtpServer:
    """A running SMTP server: friendly, and empty."""
    _smtp_server.reset()
    return _smtp_server
