"""What must survive: the worker killed, PostgreSQL restarted, two machines at it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone

from ombud.channels.models import Channel, Delivery
from ombud.config.children import die_with_parent
from ombud.intake.models import Fate, Inbound
from ombud.testing.live_fixtures import database_url
from ombud.testing.mails import letter, make_mailbox
from ombud.testing.servers import Mailbox, SmtpServer
from ombud.tickets.models import Entry, Ticket

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]
MAILS = 300
KILLS = 20


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts the real `ombud worker` on this test's database."""
    started: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        worker = subprocess.Popen(
            [sys.executable, "-m", "ombud.config", "worker"],
            env=os.environ | {"OMBUD_DATABASE_URL": database_url()},
            stderr=subprocess.PIPE,
            preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509  # a prctl
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()
        worker.stderr.close()


def channel_of(mailbox: Mailbox, smtp_server: SmtpServer) -> Channel:
    """A mailbox that is watched, and that sends."""
    return make_mailbox(
        protocol="imap",
        in_host="127.0.0.1",
        in_port=mailbox.server.imap_port,
        in_security="plain",
        in_user=mailbox.user,
        in_password=mailbox.password,
        after_fetch="delete",
        out_port=smtp_server.port,
        out_security="plain",
        same_login=False,
        started_at=timezone.now(),
    )


def test_every_mail_arrives_once_though_the_worker_is_killed_twenty_times(
    mailbox: Mailbox, smtp_server: SmtpServer, start_worker
) -> None:
    channel_of(mailbox, smtp_server)
    for n in range(MAILS):
        mailbox.deliver(
            letter(f"Text {n}", subject=f"Matter {n}", **{"from": f"c{n}@example.com"})
        )
    dice = random.Random(7)  # noqa: S311  # moments, not secrets
    for _ in range(KILLS):
        worker = start_worker()
        wait_for_word(worker, b"worker started")
        time.sleep(dice.uniform(0.0, 0.8))
        worker.kill()
        worker.wait()
    start_worker()
    until(lambda: Inbound.objects.filter(fate=Fate.TICKETED).count() == MAILS, 120)
    assert sorted(Ticket.objects.values_list("subject", flat=True)) == sorted(
        f"Matter {n}" for n in range(MAILS)
    )
    assert Entry.objects.filter(direction="in").count() == MAILS
    until(lambda: Entry.objects.filter(verb="auto_replied").count() >= MAILS, 90)
    assert Entry.objects.filter(verb="auto_replied").count() == MAILS
    assert mailbox.stored() == []


def test_postgresql_is_restarted_while_mails_come_in(
    mailbox: Mailbox, smtp_server: SmtpServer, start_worker
) -> None:
    channel_of(mailbox, smtp_server)
    wait_for_word(start_worker(), b"worker started")
    for n in range(60):
        mailbox.deliver(letter(subject=f"Matter {n}"))
        if n % 20 == 10:
            cut_all_connections()
        time.sleep(0.02)
    until(lambda: Inbound.objects.filter(fate=Fate.TICKETED).count() == 60, 90)
    assert Ticket.objects.count() == 60


@pytest.mark.django_db(transaction=True)
def test_after_a_restart_nobody_waits_for_dead_connections() -> None:
    together = Barrier(6)

    def ask() -> None:
        Ticket.objects.count()
        together.wait(10)
        connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda _: ask(), range(6)))
    cut_all_connections()
    connections.close_all()
    start = time.monotonic()
    for _ in range(3):
        Ticket.objects.count()
        connections.close_all()
    # The pool alone would give up after ten seconds.
    assert time.monotonic() - start < 5


def test_an_answer_waits_for_a_server_that_is_down(
    mailbox: Mailbox, smtp_server: SmtpServer, start_worker
) -> None:
    channel_of(mailbox, smtp_server)
    smtp_server.stop()
    start_worker()
    mailbox.deliver(letter())
    until(lambda: Delivery.objects.filter(state="delayed").exists(), 30)
    smtp_server.start()
    Delivery.objects.get().retry()
    until(lambda: Delivery.objects.filter(state="sent").exists(), 30)
    assert len(smtp_server.received) == 1


def cut_all_connections() -> None:
    """What a restart of the server does to those who are connected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def wait_for_word(worker: subprocess.Popen, word: bytes) -> None:
    """Until it says so."""
    for line in worker.stderr:
        if word in line:
            return
    pytest.fail("The worker ended before it worked.")


def until(condition: Callable[[], object], seconds: float) -> None:
    """Wait for it; fail if it never comes."""
    end = time.monotonic() + seconds
    while True:
        if condition():
            return
        assert time.monotonic() < end, "it never came true"
        connections.close_all()
        time.sleep(0.2)
