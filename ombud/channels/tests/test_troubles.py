"""One plain sentence for each way of failing, with the server's own words."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ombud.channels.drivers import DeliveryError, FetchError, driver_for, wire
from ombud.channels.drivers.base import WireError
from ombud.channels.models import Channel, Protocol, Security
from ombud.channels.tests.conftest import imap_values, nothing_known, smtp_values
from ombud.channels.trial import trial_delivery
from ombud.testing.servers import Mailbox, SmtpServer


def trouble_in(channel: Channel) -> FetchError:
    with driver_for(channel, 0.5) as driver, pytest.raises(FetchError) as caught:
        list(driver.fetch(nothing_known))
    return caught.value


def trouble_out(channel: Channel) -> DeliveryError:
    channel.address = "help@ombud.example"
    with driver_for(channel, 0.5) as driver, pytest.raises(DeliveryError) as caught:
        driver.send(trial_delivery(channel))
    assert not caught.value.permanent
    assert not caught.value.reached
    return caught.value


@pytest.fixture
def dead_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def mute_port() -> Iterator[int]:
    """A port where somebody listens and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@pytest.fixture
def odd_port() -> Iterator[int]:
    """A port that speaks a language of its own."""
    server = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        try:
            while True:
                line, _ = server.accept()
                line.sendall(b"HELLO I am a printer\r\n")
        except OSError:
            return

    threading.Thread(target=talk, daemon=True).start()
    yield int(server.getsockname()[1])
    server.shutdown(socket.SHUT_RDWR)
    server.close()


INCOMING = [Protocol.IMAP, Protocol.POP3]


def incoming(protocol: str, **changes: Any) -> Channel:
    values = {
        "in_host": "127.0.0.1",
        "in_user": "help",
        "in_password": "secret",
        "in_security": Security.TLS,
        "verify_certificate": False,
    }
    return Channel(protocol=protocol, **{**values, **changes})


@pytest.mark.parametrize("protocol", INCOMING)
def test_a_refused_port(protocol: str, dead_port: int) -> None:
    trouble = trouble_in(incoming(protocol, in_port=dead_port))
    assert trouble.message == (
        f"127.0.0.1 refuses connections on port {dead_port}. Check the port."
    )
    assert trouble.words == "Connection refused"


@pytest.mark.parametrize("protocol", INCOMING)
def test_a_name_that_does_not_exist(
    protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    trouble = trouble_in(incoming(protocol, in_host="imap.crema.exmaple"))
    assert trouble.message == (
        "The name imap.crema.exmaple does not exist. Check its spelling."
    )
    assert trouble.words == "Name or service not known"


@pytest.mark.parametrize("host", ["imap..example", "a" * 64 + ".example"])
def test_what_cannot_be_a_name_is_none(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As the real one does, before it asks anybody.
    monkeypatch.setattr(socket, "getaddrinfo", lambda name, *_: name.encode("idna"))
    trouble = trouble_in(incoming(Protocol.IMAP, in_host=host, in_port=1))
    assert trouble.message.startswith(f"The name {host} does not exist.")


@pytest.mark.parametrize("protocol", INCOMING)
@pytest.mark.parametrize("security", Security.values)
def test_a_server_that_never_answers(
    protocol: str, security: str, mute_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "PROBE_SECONDS", 0.2)
    channel = incoming(protocol, in_port=mute_port, in_security=security)
    with driver_for(channel, 0.3) as driver, pytest.raises(FetchError) as caught:
        driver.listing()
    assert caught.value.message == (
        f"127.0.0.1 did not answer on port {mute_port} in time."
    )


@pytest.mark.parametrize("protocol", [*INCOMING, Protocol.PIPE])
def test_another_service_on_the_port(protocol: str, odd_port: int) -> None:
    values = {"in_port": odd_port, "in_security": Security.PLAIN}
    if protocol == Protocol.PIPE:
        trouble: WireError = trouble_out(
            Channel(
                protocol=protocol,
                out_host="127.0.0.1",
                out_port=odd_port,
                out_security=Security.PLAIN,
            )
        )
    else:
        trouble = trouble_in(incoming(protocol, **values))
    name = "SMTP" if protocol == Protocol.PIPE else protocol.upper()
    assert trouble.message == (
        f"127.0.0.1 does not speak {name} on port {odd_port}. Check the port."
    )
    assert "printer" in trouble.words


PORTS = {
    Protocol.IMAP: ("imap_port", "imaps_port"),
    Protocol.POP3: ("pop3_port", "pop3s_port"),
}


@pytest.mark.parametrize("protocol", INCOMING)
def test_tls_where_the_server_wants_starttls(mailbox: Mailbox, protocol: str) -> None:
    port = getattr(mailbox.server, PORTS[protocol][0])
    trouble = trouble_in(incoming(protocol, in_port=port))
    assert trouble.message == (
        f"127.0.0.1 does not speak TLS from the start on port {port}. Choose STARTTLS."
    )
    assert "OK" in trouble.words


@pytest.mark.parametrize("protocol", INCOMING)
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.PLAIN])
def test_no_tls_where_the_server_wants_tls(
    mailbox: Mailbox, protocol: str, security: str
) -> None:
    port = getattr(mailbox.server, PORTS[protocol][1])
    trouble = trouble_in(incoming(protocol, in_port=port, in_security=security))
    assert trouble.message == (
        f"127.0.0.1 speaks TLS from the start on port {port}. Choose TLS."
    )


@pytest.mark.parametrize("protocol", INCOMING)
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_that_nobody_vouches_for(
    mailbox: Mailbox, protocol: str, security: str
) -> None:
    port = getattr(mailbox.server, PORTS[protocol][security == Security.TLS])
    trouble = trouble_in(
        incoming(protocol, in_port=port, in_security=security, verify_certificate=True)
    )
    assert trouble.message.startswith("The certificate of 127.0.0.1 cannot be trusted.")
    assert "self-signed" in trouble.words


@pytest.mark.parametrize("protocol", INCOMING)
def test_a_certificate_of_the_machine_s_store_is_trusted(
    mailbox: Mailbox, protocol: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(mailbox.server.certificate.certificate))
    port = getattr(mailbox.server, PORTS[protocol][1])
    values = imap_values(
        mailbox, protocol=protocol, in_port=port, verify_certificate=True
    )
    with driver_for(Channel(**values)) as driver:
        said = [stage.run().sentence for stage in driver.incoming_stages()]
    assert said[1].startswith("Certificate valid until ")


def test_a_wrong_password_over_imap(mailbox: Mailbox) -> None:
    trouble = trouble_in(Channel(**imap_values(mailbox, in_password="wrong")))
    assert trouble.message == "127.0.0.1 does not accept the user or the password."
    assert "Authentication failed" in trouble.words


# Outgoing


def test_sending_to_a_refused_port(dead_port: int) -> None:
    trouble = trouble_out(Channel(out_host="127.0.0.1", out_port=dead_port))
    assert "refuses connections" in trouble.message


def test_sending_with_tls_where_starttls_is_wanted(smtp_server: SmtpServer) -> None:
    trouble = trouble_out(
        Channel(**smtp_values(smtp_server, out_security=Security.TLS))
    )
    assert trouble.message == (
        f"127.0.0.1 does not speak TLS from the start on port {smtp_server.port}. "
        "Choose STARTTLS."
    )
    assert trouble.words.startswith("220 ")


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.PLAIN])
def test_sending_without_tls_where_it_is_wanted(
    smtp_server: SmtpServer, security: str
) -> None:
    values = smtp_values(
        smtp_server, out_port=smtp_server.tls_port, out_security=security
    )
    trouble = trouble_out(Channel(**values))
    assert trouble.message == (
        f"127.0.0.1 speaks TLS from the start on port {smtp_server.tls_port}. "
        "Choose TLS."
    )


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_sending_past_an_unknown_certificate(
    smtp_server: SmtpServer, security: str
) -> None:
    port = smtp_server.tls_port if security == Security.TLS else smtp_server.port
    values = smtp_values(
        smtp_server, out_port=port, out_security=security, verify_certificate=True
    )
    trouble = trouble_out(Channel(**values))
    assert trouble.message.startswith("The certificate of 127.0.0.1 cannot be trusted.")


def test_sending_with_a_wrong_password(smtp_server: SmtpServer) -> None:
    trouble = trouble_out(Channel(**smtp_values(smtp_server, out_password="pässwort")))
    assert trouble.message == "127.0.0.1 does not accept the user or the password."
    assert trouble.words.startswith("535 ")


def test_sending_without_a_server() -> None:
    assert "No outgoing server is set" in trouble_out(Channel()).message
