"""Sending over SMTP: what the server says, and what we make of it."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from ombud.channels.drivers import DeliveryError, driver_for, smtp
from ombud.channels.drivers.smtp_replies import refused
from ombud.channels.models import Channel, Delivery, Protocol, Security
from ombud.channels.tests.conftest import mail, smtp_values
from ombud.testing.servers import SmtpServer

MakeDelivery = Callable[..., Delivery]


def delivery_over(server: SmtpServer, *recipients: str, **changes: Any) -> Delivery:
    """A delivery that stands in no table."""
    values = {
        "sender": "help@ombud.example",
        "recipients": list(recipients) or ["carla@example.com"],
        "raw": mail(),
        "message_id": "<1@ombud.example>",
        **changes,
    }
    channel = Channel(protocol=Protocol.PIPE, **smtp_values(server))
    return Delivery(channel=channel, size=len(values["raw"]), **values)


def send(delivery: Delivery) -> Any:
    with driver_for(delivery.channel) as driver:
        return driver.send(delivery)


@pytest.mark.parametrize(
    ("security", "port"),
    [("tls", "tls_port"), ("starttls", "port"), ("plain", "port")],
)
def test_every_security_sends_the_very_bytes(
    smtp_server: SmtpServer, security: str, port: str
) -> None:
    delivery = delivery_over(smtp_server, raw=mail("Hi", ".dot\r\n..dots"))
    delivery.channel.out_security = security
    delivery.channel.out_port = getattr(smtp_server, port)
    receipt = send(delivery)
    (received,) = smtp_server.received
    assert received.raw == delivery.raw
    assert received.sender == "help@ombud.example"
    assert received.recipients == ("carla@example.com",)
    assert received.signed_in_as == smtp_server.user
    assert receipt.words == "250 2.0.0 Kept"


def test_loose_line_ends_are_mended(smtp_server: SmtpServer) -> None:
    send(delivery_over(smtp_server, raw=b"Subject: x\n\nbare\nlines\n"))
    assert smtp_server.received[0].raw == b"Subject: x\r\n\r\nbare\r\nlines\r\n"


def test_an_empty_sender_is_allowed(smtp_server: SmtpServer) -> None:
    send(delivery_over(smtp_server, sender=""))
    assert smtp_server.received[0].sender in {"", "<>"}


def test_a_domain_with_accents_travels_in_ascii(smtp_server: SmtpServer) -> None:
    send(delivery_over(smtp_server, "carla@bücher.example"))
    assert smtp_server.received[0].recipients == ("carla@xn--bcher-kva.example",)


def test_a_name_with_accents_travels_where_the_server_can(
    smtp_server: SmtpServer,
) -> None:
    send(delivery_over(smtp_server, "jürgen@example.com"))
    assert smtp_server.received[0].recipients == ("jürgen@example.com",)


def test_a_name_with_accents_needs_a_server_that_can(
    smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = smtp.Client.has_extn
    monkeypatch.setattr(
        smtp.Client,
        "has_extn",
        lambda self, name: name != "smtputf8" and real(self, name),
    )
    with pytest.raises(DeliveryError, match="addresses with such letters") as caught:
        send(delivery_over(smtp_server, "jürgen@example.com"))
    assert caught.value.permanent


def test_a_recipient_refused_for_good(smtp_server: SmtpServer) -> None:
    smtp_server.refuse("carla@example.com", "550 5.1.1 No such user here")
    with pytest.raises(DeliveryError) as caught:
        send(delivery_over(smtp_server))
    assert caught.value.permanent
    assert caught.value.message == (
        "The server does not know the address carla@example.com."
    )
    assert caught.value.words == "550 5.1.1 No such user here"


def test_one_refused_recipient_does_not_stop_the_others(
    smtp_server: SmtpServer,
) -> None:
    smtp_server.refuse("carlos@example.com", "550 5.1.1 Unknown")
    receipt = send(
        delivery_over(smtp_server, "carla@example.com", "carlos@example.com")
    )
    assert receipt.accepted == ["carla@example.com"]
    assert list(receipt.refused) == ["carlos@example.com"]
    assert smtp_server.received[0].recipients == ("carla@example.com",)


def test_final_only_if_final_for_all(smtp_server: SmtpServer) -> None:
    smtp_server.refuse("carla@example.com", "550 5.1.1 Unknown")
    smtp_server.refuse("carlos@example.com", "450 4.2.1 Later")
    with pytest.raises(DeliveryError) as caught:
        send(delivery_over(smtp_server, "carla@example.com", "carlos@example.com"))
    assert not caught.value.permanent


@pytest.mark.parametrize(
    ("answer", "permanent", "message"),
    [
        (
            "550 5.7.1 We do not want this",
            True,
            "The server refuses this mail by its rules.",
        ),
        ("451 4.3.0 Try again later", False, "The server asks to try again later."),
        (
            "552 5.3.4 Message too big",
            True,
            "The mail is too large for the server.",
        ),
        ("554 Transaction failed", True, "The server refuses this mail by its rules."),
    ],
)
def test_the_mail_refused_after_its_data(
    smtp_server: SmtpServer, answer: str, permanent: bool, message: str
) -> None:
    smtp_server.mood.answer = answer
    with pytest.raises(DeliveryError) as caught:
        send(delivery_over(smtp_server))
    assert caught.value.permanent is permanent
    assert caught.value.message == message
    assert caught.value.words == answer
    assert caught.value.reached


def test_a_sender_refused(smtp_server: SmtpServer) -> None:
    smtp_server.mood.answer_to_sender = "550 5.1.8 Sender not yours"
    with pytest.raises(DeliveryError, match="does not let this mailbox send under its"):
        send(delivery_over(smtp_server))


def test_a_sign_in_that_is_missing_is_not_final(smtp_server: SmtpServer) -> None:
    smtp_server.mood.must_sign_in = True
    delivery = delivery_over(smtp_server)
    delivery.channel.out_user = ""
    with pytest.raises(DeliveryError, match="wants a sign-in") as caught:
        send(delivery)
    assert not caught.value.permanent


def test_a_mail_too_large_for_the_server_is_never_sent(smtp_server: SmtpServer) -> None:
    delivery = delivery_over(smtp_server)
    delivery.size = 200 * 1024 * 1024
    with pytest.raises(DeliveryError, match=r"200\.0 MB.*at most 100\.0 MB") as caught:
        send(delivery)
    assert caught.value.permanent
    assert smtp_server.tries == 0


def test_a_slow_server_is_waited_for_but_not_for_ever(
    smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    smtp_server.mood.seconds = 0.3
    assert send(delivery_over(smtp_server)).words == "250 2.0.0 Kept"
    smtp_server.mood.seconds = 3
    monkeypatch.setattr(smtp, "FINAL_SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(DeliveryError, match="did not answer") as caught:
        send(delivery_over(smtp_server))
    assert time.monotonic() - began < 2
    assert not caught.value.permanent


def test_a_server_that_vanishes_leaves_it_for_later(smtp_server: SmtpServer) -> None:
    smtp_server.mood.vanishes = True
    with pytest.raises(DeliveryError, match="was cut") as caught:
        send(delivery_over(smtp_server))
    assert not caught.value.permanent


def test_one_connection_serves_many_mails(smtp_server: SmtpServer) -> None:
    delivery = delivery_over(smtp_server)
    smtp_server.refuse("nobody@example.com", "550 5.1.1 Unknown")
    with driver_for(delivery.channel) as driver:
        driver.send(delivery)
        lines = driver._line
        with pytest.raises(DeliveryError):
            driver.send(delivery_over(smtp_server, "nobody@example.com"))
        driver.send(delivery)
        assert driver._line is lines
    assert len(smtp_server.received) == 2


def test_a_connection_that_grew_old_is_made_anew(smtp_server: SmtpServer) -> None:
    delivery = delivery_over(smtp_server)
    with driver_for(delivery.channel) as driver:
        driver.send(delivery)
        smtp_server.stop()
        smtp_server.start()
        driver.send(delivery)
    assert len(smtp_server.received) == 2


def test_the_same_login_serves_both_ways(smtp_server: SmtpServer) -> None:
    delivery = delivery_over(smtp_server)
    channel = delivery.channel
    channel.same_login, channel.out_user, channel.out_password = True, "", ""
    channel.in_user, channel.in_password = smtp_server.user, smtp_server.password
    channel.out_security = Security.STARTTLS
    send(delivery)
    assert smtp_server.received[0].signed_in_as == smtp_server.user


@pytest.mark.parametrize(
    ("code", "reply", "permanent", "message"),
    [
        (550, "No such user", True, "The server does not know the address a@b."),
        (550, "5.1.1 Unknown", True, "The server does not know the address a@b."),
        (550, "5.1.10 Null MX", True, "The domain of a@b does not exist or"),
        (550, "5.2.1 Disabled", True, "The mailbox of a@b has been switched off."),
        (552, "5.2.2 Over quota", True, "The mailbox of a@b is full."),
        (452, "4.2.2 Over quota", False, "The mailbox of a@b is full."),
        (552, "5.3.4 Too big", True, "The mail is too large for the server."),
        (450, "4.7.1 Greylisted", False, "The server asks to try a@b again later."),
        (550, "5.7.1 Relaying denied", True, "The server does not let us write to"),
        (550, "5.7.26 DMARC", True, "The server could not verify that the mail"),
        (530, "5.7.0 Log in", False, "The server wants a sign-in"),
        (554, "5.4.4 No route", True, "The domain of a@b does not exist or"),
        (550, "4.2.1 Odd", True, "The mailbox of a@b has been switched off."),
        (421, "Closing", False, "The server asks to try a@b again later."),
    ],
)
def test_replies_about_a_recipient(
    code: int, reply: str, permanent: bool, message: str
) -> None:
    error = refused(code, reply.encode(), "a@b")
    assert error.message.startswith(message)
    assert error.permanent is permanent
    assert error.words == f"{code} {reply}"
