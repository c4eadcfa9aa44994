"""The SMTP server of the tests fails in every way a real one does."""

import smtplib

import pytest

from ombud.testing.servers import SmtpServer
from ombud.testing.servers.smtp import LATER, REFUSED

MAIL = "Subject: Lamp\r\n\r\nIt is on its way.\r\n"


def send(server: SmtpServer, *to: str, password: str = "") -> None:
    with smtplib.SMTP("127.0.0.1", server.port, timeout=5) as smtp:
        if password:
            smtp.starttls(context=server.certificate.client_context)
            smtp.login(server.user, password)
        smtp.sendmail("desk@example.com", to or ["carla@example.com"], MAIL)


def test_what_came_in_is_kept(smtp_server: SmtpServer) -> None:
    send(smtp_server)
    (mail,) = smtp_server.received
    assert mail.recipients == ("carla@example.com",)
    assert mail.message["Subject"] == "Lamp"


def test_it_takes_the_right_password_alone(smtp_server: SmtpServer) -> None:
    smtp_server.mood.must_sign_in = True
    send(smtp_server, password=smtp_server.password)
    assert smtp_server.received[0].signed_in_as == smtp_server.user
    with pytest.raises(smtplib.SMTPAuthenticationError):
        send(smtp_server, password="wrong")
    with pytest.raises(smtplib.SMTPSenderRefused):
        send(smtp_server)


@pytest.mark.parametrize("answer", [REFUSED, LATER])
def test_it_refuses_as_told(smtp_server: SmtpServer, answer: str) -> None:
    smtp_server.mood.answer = answer
    with pytest.raises(smtplib.SMTPDataError, match=answer[:3]):
        send(smtp_server)
    assert smtp_server.received == []


def test_it_refuses_one_recipient_of_two(smtp_server: SmtpServer) -> None:
    smtp_server.refuse("zoe@example.com")
    send(smtp_server, "carla@example.com", "zoe@example.com")
    assert smtp_server.received[0].recipients == ("carla@example.com",)


def test_it_can_vanish_with_the_mail(smtp_server: SmtpServer) -> None:
    smtp_server.mood.vanishes = True
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send(smtp_server)
    assert len(smtp_server.received) == 1


def test_it_can_be_down(smtp_server: SmtpServer) -> None:
    smtp_server.stop()
    with pytest.raises(ConnectionRefusedError):
        send(smtp_server)
