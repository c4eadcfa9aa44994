"""Reading mailboxes over IMAP."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ombud.channels.drivers import FetchError, driver_for, imap
from ombud.channels.models import AfterFetch, Channel, Security
from ombud.channels.tests.conftest import imap_values, mail, nothing_known
from ombud.testing.servers import Dovecot, Mailbox


def channel_of(mailbox: Mailbox, **changes: Any) -> Channel:
    return Channel(**imap_values(mailbox, **changes))


def fetch_all(channel: Channel, known: Any = nothing_known) -> list[Any]:
    with driver_for(channel) as driver:
        return list(driver.fetch(known))


@pytest.mark.parametrize(
    ("security", "port"),
    [("tls", "imaps_port"), ("starttls", "imap_port"), ("plain", "imap_port")],
)
def test_every_security_fetches_the_same_bytes(
    mailbox: Mailbox, security: str, port: str
) -> None:
    mailbox.deliver(mail("One"))
    channel = channel_of(
        mailbox, in_security=security, in_port=getattr(mailbox.server, port)
    )
    (fetched,) = fetch_all(channel)
    assert fetched.raw == mail("One")
    assert fetched.size == len(mail("One"))
    assert abs(fetched.arrived_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_mail_that_somebody_read_is_fetched_all_the_same(mailbox: Mailbox) -> None:
    mailbox.append(mail("Read"), r"(\Seen)")
    assert [one.raw for one in fetch_all(channel_of(mailbox))] == [mail("Read")]


def test_fetching_leaves_mails_unread(mailbox: Mailbox) -> None:
    mailbox.deliver(mail())
    fetch_all(channel_of(mailbox))
    assert r"\Seen" not in mailbox.stored()[0].flags


def test_known_mails_are_left_out_and_the_oldest_comes_first(mailbox: Mailbox) -> None:
    for number in range(5):
        mailbox.append(mail(f"Mail {number}"))
    known = {"2", "4"}
    found = fetch_all(channel_of(mailbox), lambda _validity, _uids: known)
    assert [one.uid for one in found] == ["1", "3", "5"]


def test_a_watermark_spares_asking_about_old_mails(mailbox: Mailbox) -> None:
    for number in range(4):
        mailbox.append(mail(f"Mail {number}"))
    asked: list[str] = []

    def known(_validity: str, uids: Any) -> set[str]:
        asked.extend(uids)
        return set()

    with driver_for(channel_of(mailbox)) as driver:
        validity = driver.listing().uidvalidity
        assert [one.uid for one in driver.fetch(known, (validity, "3"))] == ["4"]
        assert not list(driver.fetch(known, (validity, "4")))
    assert asked == ["4"]


def test_a_watermark_of_another_uidvalidity_does_not_count(mailbox: Mailbox) -> None:
    mailbox.append(mail())
    with driver_for(channel_of(mailbox)) as driver:
        found = list(driver.fetch(nothing_known, ("17-elsewhere", "900")))
    assert len(found) == 1


def test_a_new_uidvalidity_is_a_new_namespace(mailbox: Mailbox) -> None:
    mailbox.append(mail())
    (before,) = fetch_all(channel_of(mailbox))
    mailbox.reset_uid_validity()
    (after,) = fetch_all(channel_of(mailbox))
    assert before.uidvalidity != after.uidvalidity
    assert before.raw == after.raw


def test_two_mailboxes_never_share_a_namespace(dovecot: Dovecot) -> None:
    one, two = dovecot.mailbox(), dovecot.mailbox()
    names = set()
    for box in (one, two):
        with driver_for(channel_of(box)) as driver:
            names.add(driver.listing().uidvalidity.partition("-")[2])
    assert len(names) == 2


def test_many_mails_come_in_groups_and_in_order(mailbox: Mailbox) -> None:
    count = imap.TOGETHER * 2 + 3
    for number in range(count):
        mailbox.append(mail(f"Mail {number}"))
    found = fetch_all(channel_of(mailbox))
    assert [one.raw for one in found] == [mail(f"Mail {n}") for n in range(count)]


def test_of_a_mail_that_is_too_large_only_the_header_comes(mailbox: Mailbox) -> None:
    mailbox.append(mail("Small"))
    mailbox.append(mail("Large", "x" * 5000))
    mailbox.append(mail("Small too"))
    driver: Any
    with driver_for(channel_of(mailbox)) as driver:
        driver.max_bytes = 2000
        small, large, other = driver.fetch(nothing_known)
        whole = driver.fetch_one(large.uidvalidity, large.uid, limit=10_000)
    assert (small.too_large, large.too_large, other.too_large) == (False, True, False)
    assert b"Subject: Large" in large.raw
    assert b"xxx" not in large.raw
    assert large.size == len(mail("Large", "x" * 5000))
    assert whole.raw == mail("Large", "x" * 5000)
    assert not whole.too_large


def test_one_mail_can_be_fetched_again_and_a_gone_one_is_none(mailbox: Mailbox) -> None:
    mailbox.append(mail("Again"))
    with driver_for(channel_of(mailbox)) as driver:
        (one,) = driver.fetch(nothing_known)
        again = driver.fetch_one(one.uidvalidity, one.uid)
        assert again
        assert again.raw == mail("Again")
        assert driver.fetch_one(one.uidvalidity, "99") is None
        assert driver.fetch_one("other", one.uid) is None


@pytest.mark.parametrize("folder", ["INBOX", "Support & Öl", 'Say "hi"'])
def test_any_folder_name_is_read(mailbox: Mailbox, folder: str) -> None:
    if folder != "INBOX":
        with mailbox.connect() as client:
            client.create(imap.quoted(folder))
            client.append(imap.quoted(folder), "", "", mail("There"))
    else:
        mailbox.append(mail("There"))
    (one,) = fetch_all(channel_of(mailbox, folder=folder))
    assert one.raw == mail("There")


# What becomes of a stored mail


def acknowledged(mailbox: Mailbox, **changes: Any) -> None:
    mailbox.append(mail("First"))
    mailbox.append(mail("Second"))
    with driver_for(channel_of(mailbox, **changes)) as driver:
        first = next(driver.fetch(nothing_known))
        driver.acknowledge(first.uid, first.uidvalidity)


def test_left_as_it_is(mailbox: Mailbox) -> None:
    acknowledged(mailbox, after_fetch=AfterFetch.LEAVE)
    assert [r"\Seen" in one.flags for one in mailbox.stored()] == [False, False]


def test_marked_as_read(mailbox: Mailbox) -> None:
    acknowledged(mailbox, after_fetch=AfterFetch.SEEN)
    assert [r"\Seen" in one.flags for one in mailbox.stored()] == [True, False]


def test_moved_to_a_folder_that_is_made_for_it(mailbox: Mailbox) -> None:
    acknowledged(mailbox, after_fetch=AfterFetch.MOVE, move_to="Ombud")
    assert [one.raw for one in mailbox.stored()] == [mail("Second")]
    assert [one.raw for one in mailbox.stored("Ombud")] == [mail("First")]


def test_moved_where_the_server_knows_no_move(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "MOVE")
    acknowledged(mailbox, after_fetch=AfterFetch.MOVE, move_to="Ombud")
    assert [one.raw for one in mailbox.stored()] == [mail("Second")]
    assert [one.raw for one in mailbox.stored("Ombud")] == [mail("First")]


@pytest.mark.parametrize("lacking", ["NOTHING", "UIDPLUS"])
def test_deleting_takes_only_that_mail(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    without(monkeypatch, lacking)
    acknowledged(mailbox, after_fetch=AfterFetch.DELETE)
    assert [one.raw for one in mailbox.stored()] == [mail("Second")]


@pytest.mark.parametrize("lacking", ["NOTHING", "UIDPLUS"])
def test_deleting_spares_what_somebody_else_has_marked(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    mailbox.append(mail("Marked by a colleague"), r"(\Deleted)")
    mailbox.append(mail("Ours"))
    without(monkeypatch, lacking)
    with driver_for(channel_of(mailbox, after_fetch=AfterFetch.DELETE)) as driver:
        driver.acknowledge("2")
    assert mail("Marked by a colleague") in [one.raw for one in mailbox.stored()]


def without(monkeypatch: pytest.MonkeyPatch, capability: str) -> None:
    """A server that cannot do this."""
    real = imap.ImapDriver._authenticate

    def authenticate(self: Any, client: Any, user: str, password: str) -> None:
        real(self, client, user, password)
        client.capabilities = tuple(
            one for one in client.capabilities if one != capability
        )

    monkeypatch.setattr(imap.ImapDriver, "_authenticate", authenticate)


def test_nothing_is_done_to_a_mail_of_another_uidvalidity(mailbox: Mailbox) -> None:
    mailbox.append(mail())
    with driver_for(channel_of(mailbox, after_fetch=AfterFetch.DELETE)) as driver:
        driver.acknowledge("1", "another-namespace")
    assert len(mailbox.stored()) == 1


def test_two_readers_share_a_mailbox(mailbox: Mailbox) -> None:
    for number in range(3):
        mailbox.append(mail(f"Mail {number}"))
    leaving = channel_of(mailbox)
    marking = channel_of(mailbox, after_fetch=AfterFetch.SEEN)
    with driver_for(leaving) as one, driver_for(marking) as two:
        theirs = two.fetch(nothing_known)
        mine = []
        for fetched in one.fetch(nothing_known):
            mine.append(fetched.raw)
            two.acknowledge(next(theirs).uid)
    assert mine == [mail(f"Mail {n}") for n in range(3)]


# What is there


def test_the_listing_counts_all_or_what_arrived_since(mailbox: Mailbox) -> None:
    with mailbox.connect() as client:
        for when in ('"01-Nov-2026 10:00:00 +0000"', '"20-Nov-2026 23:30:00 -0500"'):
            client.append("INBOX", "", when, mail())
    with driver_for(channel_of(mailbox)) as driver:
        assert driver.listing().count == 2
        assert driver.listing(datetime(2026, 11, 21, 4, tzinfo=UTC)).uids == ["2"]
        assert driver.listing(datetime(2026, 11, 21, 5, tzinfo=UTC)).uids == []
        assert driver.listing(datetime(2026, 10, 1, tzinfo=UTC)).count == 2


def test_an_empty_mailbox_is_empty(mailbox: Mailbox) -> None:
    with driver_for(channel_of(mailbox)) as driver:
        assert list(driver.fetch(nothing_known)) == []
        assert driver.listing().uids == []
        assert not driver.idle(0.2)


# Waiting for news


@pytest.mark.parametrize("security", [Security.TLS, Security.PLAIN])
def test_idle_wakes_up_when_a_mail_arrives(mailbox: Mailbox, security: str) -> None:
    server = mailbox.server
    port = server.imaps_port if security == Security.TLS else server.imap_port
    channel = channel_of(mailbox, in_security=security, in_port=port)
    with driver_for(channel) as driver:
        assert list(driver.fetch(nothing_known)) == []
        timer = threading.Timer(0.5, mailbox.append, [mail("New")])
        timer.start()
        began = time.monotonic()
        assert driver.idle(20)
        assert time.monotonic() - began < 10
        timer.join()
        assert [one.raw for one in driver.fetch(nothing_known)] == [mail("New")]
        assert not driver.idle(0.3)


def test_idle_does_not_sleep_over_what_came_since_the_fetch(mailbox: Mailbox) -> None:
    with driver_for(channel_of(mailbox, after_fetch=AfterFetch.SEEN)) as driver:
        assert list(driver.fetch(nothing_known)) == []
        mailbox.append(mail("In between"))
        driver.acknowledge("1")  # takes the server's word of the new mail with it
        began = time.monotonic()
        assert driver.idle(20)
        assert time.monotonic() - began < 5


def test_idle_times_out_quietly_and_fetching_goes_on(mailbox: Mailbox) -> None:
    with driver_for(channel_of(mailbox)) as driver:
        driver.listing()
        assert not driver.idle(0.3)
        mailbox.append(mail())
        assert len(list(driver.fetch(nothing_known))) == 1


def test_a_server_without_idle_is_asked_now_and_then(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "IDLE")
    monkeypatch.setattr(imap, "POLL_SECONDS", 0.1)
    with driver_for(channel_of(mailbox)) as driver:
        assert not driver.idle(0.3)
        threading.Timer(0.3, mailbox.append, [mail()]).start()
        assert driver.idle(10)


# When it breaks


def test_a_cut_in_the_middle_keeps_what_was_yielded(dovecot: Dovecot) -> None:
    mailbox = dovecot.mailbox()
    for number in range(imap.TOGETHER + 5):
        mailbox.append(mail(f"Mail {number}"))
    kept = []
    with driver_for(channel_of(mailbox)) as driver:

        def read() -> None:
            for fetched in driver.fetch(nothing_known):
                kept.append(fetched)
                if len(kept) == 3:
                    dovecot.kill()

        with pytest.raises(FetchError) as caught:
            read()
        assert len(kept) == imap.TOGETHER
        assert "127.0.0.1" in caught.value.message
        dovecot.start()
        known = {one.uid for one in kept}
        rest = list(driver.fetch(lambda _validity, _uids: known))
    assert len(rest) == 5


def test_a_missing_folder_is_named(mailbox: Mailbox) -> None:
    with pytest.raises(
        FetchError, match="no folder “Nowhere” in this mailbox"
    ) as caught:
        fetch_all(channel_of(mailbox, folder="Nowhere"))
    assert "Nowhere" in caught.value.words


def test_letters_beyond_ascii_are_allowed_in_a_password(mailbox: Mailbox) -> None:
    with pytest.raises(FetchError, match="does not accept the user or the password"):
        fetch_all(channel_of(mailbox, in_password="pässwörd"))
