"""Reading mailboxes over POP3."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ombud.channels.drivers import Driver, FetchError, driver_for
from ombud.channels.models import AfterFetch, Channel, Protocol, Security
from ombud.channels.tests.conftest import imap_values, mail, nothing_known
from ombud.testing.servers import Dovecot, Mailbox


def channel_of(mailbox: Mailbox, **changes: Any) -> Channel:
    values = {
        "protocol": Protocol.POP3,
        "in_port": mailbox.server.pop3s_port,
        **changes,
    }
    return Channel(**imap_values(mailbox, **values))


def fetch_all(channel: Channel, known: Any = nothing_known) -> list[Any]:
    with driver_for(channel) as driver:
        return list(driver.fetch(known))


@pytest.mark.parametrize(
    ("security", "port"),
    [("tls", "pop3s_port"), ("starttls", "pop3_port"), ("plain", "pop3_port")],
)
def test_every_security_fetches_the_same_bytes(
    mailbox: Mailbox, security: str, port: str
) -> None:
    raw = mail("One", "first\r\n.dotted\r\n..twice\r\n" + "long" * 5000)
    mailbox.deliver(raw)
    channel = channel_of(
        mailbox, in_security=security, in_port=getattr(mailbox.server, port)
    )
    (fetched,) = fetch_all(channel)
    assert fetched.raw == raw


def test_mails_stay_and_are_remembered_by_uidl(mailbox: Mailbox) -> None:
    mailbox.append(mail("One"))
    first = fetch_all(channel_of(mailbox))
    mailbox.append(mail("Two"))
    known = {one.uid for one in first}
    second = fetch_all(channel_of(mailbox), lambda _validity, _uids: known)
    assert [one.raw for one in second] == [mail("Two")]
    assert second[0].uidvalidity == first[0].uidvalidity
    assert len(mailbox.stored()) == 2


def test_what_is_acknowledged_is_deleted_and_nothing_else(mailbox: Mailbox) -> None:
    for number in range(3):
        mailbox.append(mail(f"Mail {number}"))
    with driver_for(channel_of(mailbox, after_fetch=AfterFetch.DELETE)) as driver:
        first = next(driver.fetch(nothing_known))
        driver.acknowledge(first.uid, first.uidvalidity)
    assert [one.raw for one in mailbox.stored()] == [mail("Mail 1"), mail("Mail 2")]


def test_leaving_on_the_server_acknowledges_nothing(mailbox: Mailbox) -> None:
    mailbox.append(mail())
    with driver_for(channel_of(mailbox)) as driver:
        driver.acknowledge(next(driver.fetch(nothing_known)).uid)
    assert len(mailbox.stored()) == 1


def test_a_cut_connection_deletes_nothing(dovecot: Dovecot) -> None:
    mailbox = dovecot.mailbox()
    for number in range(3):
        mailbox.append(mail(f"Mail {number}"))
    kept = []
    channel = channel_of(mailbox, after_fetch=AfterFetch.DELETE)

    def read(driver: Driver) -> None:
        for fetched in driver.fetch(nothing_known):
            kept.append(fetched.raw)
            driver.acknowledge(fetched.uid)
            dovecot.kill()

    with driver_for(channel) as driver, pytest.raises(FetchError):
        read(driver)
    dovecot.start()
    assert kept == [mail("Mail 0")]
    assert len(mailbox.stored()) == 3


def test_two_readers_both_get_everything(mailbox: Mailbox) -> None:
    mailbox.append(mail("One"))
    mailbox.append(mail("Two"))
    one, two = fetch_all(channel_of(mailbox)), fetch_all(channel_of(mailbox))
    assert [each.raw for each in one] == [each.raw for each in two]
    assert len(one) == 2


def test_a_mail_that_another_reader_deleted_is_no_trouble(mailbox: Mailbox) -> None:
    mailbox.append(mail("One"))
    mailbox.append(mail("Two"))
    deleting = channel_of(mailbox, after_fetch=AfterFetch.DELETE)
    with driver_for(channel_of(mailbox)) as reader, driver_for(deleting) as other:
        mails = reader.fetch(nothing_known)
        assert next(mails).raw == mail("One")
        for fetched in other.fetch(nothing_known):
            other.acknowledge(fetched.uid)
        other.close()
        rest = list(mails)
    assert len(rest) == 1
    assert rest[0].raw == mail("Two") or rest[0].words


def test_of_a_mail_that_is_too_large_only_the_header_comes(mailbox: Mailbox) -> None:
    mailbox.append(mail("Large", "x" * 5000))
    driver: Any
    with driver_for(channel_of(mailbox)) as driver:
        driver.max_bytes = 2000
        (large,) = driver.fetch(nothing_known)
        whole = driver.fetch_one(large.uidvalidity, large.uid, limit=10_000)
    assert large.too_large
    assert b"Subject: Large" in large.raw
    assert b"xxx" not in large.raw
    assert whole.raw == mail("Large", "x" * 5000)
    assert not whole.too_large


def test_the_listing_counts_all_or_what_arrived_since(mailbox: Mailbox) -> None:
    received = b"Received: from a by b;\r\n\tSat, 21 Nov 2026 06:00:00 +0100\r\n"
    mailbox.append(mail("Written on the 20th"))
    mailbox.append(received + mail("Received on the 21st"))
    with driver_for(channel_of(mailbox)) as driver:
        assert driver.listing().count == 2
        assert driver.listing(datetime(2026, 11, 21, 5, tzinfo=UTC)).count == 1
        assert driver.listing(datetime(2026, 11, 21, 6, tzinfo=UTC)).count == 0
        assert driver.listing(datetime(2026, 11, 20, 10, tzinfo=UTC)).count == 2


def test_an_empty_mailbox_is_empty_and_brings_no_news(mailbox: Mailbox) -> None:
    with driver_for(channel_of(mailbox)) as driver:
        assert list(driver.fetch(nothing_known)) == []
        assert driver.listing().uids == []
        assert not driver.can_idle
        assert not driver.idle(5)


def test_a_wrong_password_is_said_plainly(mailbox: Mailbox) -> None:
    with pytest.raises(FetchError, match="does not accept the user") as caught:
        fetch_all(channel_of(mailbox, in_password="wrong"))
    assert "Authentication failed" in caught.value.words


def test_starttls_where_imap_lives_is_said_plainly(mailbox: Mailbox) -> None:
    channel = channel_of(
        mailbox, in_security=Security.STARTTLS, in_port=mailbox.server.imap_port
    )
    with pytest.raises(FetchError, match="does not speak POP3"):
        fetch_all(channel)
