"""The Dovecot that tests talk to is a real one."""

import imaplib
import poplib

import pytest

from ombud.testing.servers import Dovecot, Mailbox

MAIL = b"Subject: Lamp\r\n\r\nIt is broken.\r\n"


def test_a_delivered_mail_is_there_over_imap(mailbox: Mailbox) -> None:
    mailbox.deliver(MAIL)
    assert [mail.raw for mail in mailbox.stored()] == [MAIL]


def test_an_appended_mail_keeps_its_flags(mailbox: Mailbox) -> None:
    mailbox.append(MAIL, "(\\Seen)")
    assert "\\Seen" in mailbox.stored()[0].flags


def test_a_delivered_mail_is_there_over_pop3(dovecot: Dovecot) -> None:
    mailbox = dovecot.mailbox()
    mailbox.deliver(MAIL)
    context = dovecot.certificate.client_context
    pop = poplib.POP3_SSL("127.0.0.1", dovecot.pop3s_port, context=context)
    pop.user(mailbox.user)
    pop.pass_(mailbox.password)
    assert pop.stat()[0] == 1
    pop.quit()


def test_starttls_shows_a_certificate_one_can_trust(dovecot: Dovecot) -> None:
    imap = imaplib.IMAP4("127.0.0.1", dovecot.imap_port)
    assert imap.starttls(dovecot.certificate.client_context)[0] == "OK"
    imap.logout()


def test_a_wrong_password_is_refused(dovecot: Dovecot) -> None:
    imap = imaplib.IMAP4("127.0.0.1", dovecot.imap_port)
    with pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
        imap.login("box", "wrong")


def test_mail_survives_a_kill(dovecot: Dovecot) -> None:
    mailbox = dovecot.mailbox()
    mailbox.deliver(MAIL)
    imap = mailbox.connect()
    dovecot.kill()
    with pytest.raises((imaplib.IMAP4.abort, ConnectionError)):
        imap.noop()
    dovecot.start()
    assert len(mailbox.stored()) == 1


def test_a_reset_gives_new_uids_under_a_new_validity(mailbox: Mailbox) -> None:
    mailbox.deliver(MAIL)
    before = (mailbox.uid_validity(), mailbox.stored()[0].uid)
    mailbox.reset_uid_validity()
    assert mailbox.uid_validity() != before[0]
    assert mailbox.stored()[0].uid != before[1]
