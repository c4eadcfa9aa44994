"""From a real Dovecot into tickets: every mail exactly once."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from ombud.channels.drivers import FetchError
from ombud.channels.models import Channel
from ombud.intake.drain import drain
from ombud.intake.fetch import fetch_once, reconcile
from ombud.intake.models import Fate, Inbound
from ombud.intake.watch import Watcher
from ombud.testing.mails import letter, make_mailbox
from ombud.testing.servers import Mailbox
from ombud.tickets.models import Entry, Ticket

pytestmark = [pytest.mark.servers]


def channel_of(mailbox: Mailbox, **changes: object) -> Channel:
    """Our channel that reads that mailbox."""
    values = {
        "protocol": "imap",
        "in_host": "127.0.0.1",
        "in_port": mailbox.server.imap_port,
        "in_security": "plain",
        "in_user": mailbox.user,
        "in_password": mailbox.password,
        "start_choice": "now",
        "started_at": timezone.now(),
    }
    return make_mailbox(**(values | changes))


@pytest.fixture(params=["imap", "pop3"])
def channel(request, db, mailbox: Mailbox) -> Channel:
    """The same mailbox, by either protocol."""
    port = {"imap": mailbox.server.imap_port, "pop3": mailbox.server.pop3_port}
    return channel_of(mailbox, protocol=request.param, in_port=port[request.param])


def test_each_mail_becomes_one_ticket_however_often_we_look(channel, mailbox) -> None:
    for n in range(3):
        mailbox.deliver(letter(subject=f"Matter {n}"))
    assert fetch_once(channel) == 3
    assert fetch_once(channel) == 0
    drain()
    assert Ticket.objects.count() == 3
    assert len(mailbox.stored()) == 3


def test_a_stored_mail_leaves_the_server_even_if_the_worker_died_before(
    db, mailbox
) -> None:
    channel = channel_of(mailbox, after_fetch="delete")
    mailbox.deliver(letter())
    fetch_once(channel)
    mailbox.deliver(letter())
    uid = str(mailbox.stored()[0].uid)
    known = Inbound.objects.get()
    Inbound.objects.store(channel, b"x", uidvalidity=known.uidvalidity, uid=uid)
    assert fetch_once(channel) == 0
    assert mailbox.stored() == []


def test_the_read_flag_means_nothing(db, mailbox) -> None:
    channel = channel_of(mailbox)
    mailbox.append(letter(), flags="\\Seen")
    assert fetch_once(channel) == 1


def test_from_now_on_passes_over_what_is_there(db, mailbox) -> None:
    mailbox.deliver(letter(subject="Old"))
    time.sleep(1)
    channel = channel_of(mailbox, started_at=timezone.now() + timedelta(hours=1))
    assert fetch_once(channel) == 0
    assert Inbound.objects.get().fate == Fate.SKIPPED


def test_everything_silently_answers_nobody(db, mailbox) -> None:
    mailbox.deliver(letter(subject="Old"))
    later = timezone.now() + timedelta(hours=1)
    channel = channel_of(mailbox, start_choice="all", started_at=later)
    fetch_once(channel)
    drain()
    assert Ticket.objects.get().subject == "Old"
    assert not Entry.objects.filter(verb="auto_replied").exists()


def test_new_uids_after_a_restore_make_no_second_ticket(db, mailbox) -> None:
    channel = channel_of(mailbox)
    mailbox.deliver(letter(message_id="<one@example.com>"))
    fetch_once(channel)
    drain()
    mailbox.reset_uid_validity()
    mailbox.deliver(letter(message_id="<two@example.com>"))
    fetch_once(channel)
    drain()
    assert Ticket.objects.count() == 2
    assert Inbound.objects.filter(fate=Fate.SUPPRESSED).count() == 1


def test_a_server_that_is_down_is_noted_and_heals(channel, mailbox) -> None:
    mailbox.server.stop()
    with pytest.raises(FetchError):
        fetch_once(channel)
    channel.refresh_from_db()
    assert channel.last_error
    mailbox.server.start()
    fetch_once(channel)
    channel.refresh_from_db()
    assert (channel.last_error, channel.health) == ("", "ok")


def test_the_comparison_finds_what_was_missed(db, mailbox) -> None:
    channel = channel_of(mailbox)
    for n in range(3):
        mailbox.deliver(letter(subject=f"Matter {n}"))
    fetch_once(channel)
    Inbound.objects.filter(uid=str(mailbox.stored()[0].uid)).delete()
    found = reconcile(channel)
    assert (found.on_server, found.unknown) == (3, 1)
    assert Inbound.objects.count() == 3


def test_a_mail_that_is_too_large_is_held_and_can_be_fetched_after_all(
    db, mailbox, settings
) -> None:
    settings.INTAKE_MAX_BYTES = 100_000
    channel = channel_of(mailbox, after_fetch="delete")
    mailbox.deliver(letter(files={"film.mp4": bytes(200_000)}))
    mailbox.deliver(letter(subject="Next"))
    fetch_once(channel)
    drain()
    held = Inbound.objects.get(fate=Fate.HELD)
    assert "too large" in held.why
    assert Ticket.objects.get().subject == "Next"
    from ombud.intake.retrying import retry

    assert retry(held) == ""
    drain()
    assert Ticket.objects.count() == 2


@pytest.fixture
def watcher(transactional_db: None) -> Iterator[Watcher]:
    """Watching mailboxes, as the worker does."""
    thread = Watcher()
    thread.start()
    yield thread
    thread.stop()
    for watch in [*thread.watches.values(), thread]:
        watch.join(10)


@pytest.mark.django_db(transaction=True)
def test_a_watched_mailbox_tells_of_a_new_mail_within_seconds(mailbox, watcher) -> None:
    channel_of(mailbox)
    until(lambda: Channel.objects.get().last_contact_at)
    mailbox.deliver(letter())
    began = time.monotonic()
    until(Inbound.objects.exists)
    assert time.monotonic() - began < 5


@pytest.mark.django_db(transaction=True)
def test_a_watch_survives_a_server_that_is_killed(mailbox, watcher) -> None:
    channel_of(mailbox)
    until(lambda: Channel.objects.get().last_contact_at)
    mailbox.server.kill()
    mailbox.deliver(letter())
    mailbox.server.start()
    until(Inbound.objects.exists)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_read_each_mail_once(mailbox) -> None:
    channel = channel_of(mailbox)
    for n in range(40):
        mailbox.deliver(letter(subject=f"Matter {n}"))

    def work() -> None:
        from django.db import connections

        fetch_once(Channel.objects.get(pk=channel.pk))
        drain()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drain()
    assert Ticket.objects.count() == 40
    assert Inbound.objects.filter(fate=Fate.TICKETED).count() == 40


@pytest.mark.django_db(transaction=True)
def test_two_drains_at_once_keep_an_answer_behind_what_it_answers() -> None:
    from django.db import connections

    box = make_mailbox()
    for n in range(30):
        Inbound.objects.store(box, letter(message_id=f"<{n}@example.com>"))
        answer = letter("More.", in_reply_to=f"<{n}@example.com>", subject="Other")
        Inbound.objects.store(box, answer)

    def work() -> None:
        drain()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Ticket.objects.count() == 30


def until(condition, seconds: float = 20) -> None:
    """Wait for it; fail with its name if it never comes."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{condition} never came true"
        time.sleep(0.1)
