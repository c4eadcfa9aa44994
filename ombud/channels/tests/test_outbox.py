"""Deliveries: queued, claimed, tried, tried again, given up."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from ombud.channels.jobs import deliver_due
from ombud.channels.models import Channel, Delivery, DeliveryState
from ombud.channels.models.delivery import LEASE, WAITS
from ombud.channels.sending import send_due
from ombud.channels.signals import delivery_failed
from ombud.core.models import Installation
from ombud.testing.servers import SmtpServer

Queue = Callable[..., Delivery]


@pytest.fixture
def told() -> list[Delivery]:
    """What those above have heard of."""
    heard: list[Delivery] = []

    def hear(delivery: Delivery, **_: object) -> None:
        heard.append(delivery)

    delivery_failed.connect(hear, weak=False)
    yield heard
    delivery_failed.disconnect(hear)


def after(wait: timedelta) -> "time_machine.travel":
    return time_machine.travel(timezone.now() + wait, tick=True)


def test_a_queued_mail_is_sent(queue: Queue, smtp_server: SmtpServer) -> None:
    delivery = queue()
    send_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert delivery.server_words == "250 2.0.0 Kept"
    assert delivery.sent_at
    assert delivery.accepted == ["carla@example.com"]
    assert delivery.channel.last_sent_at
    assert len(smtp_server.received) == 1


def test_queueing_asks_for_a_worker_at_the_time_it_is_due(queue: Queue) -> None:
    due = timezone.now() + timedelta(seconds=10)
    queue(due_at=due)
    job = ProcrastinateJob.objects.get(task_name="ombud.channels.jobs.deliver_due")
    assert job.scheduled_at == due


def test_nothing_leaves_before_it_is_due(queue: Queue, smtp_server: SmtpServer) -> None:
    delivery = queue(due_at=timezone.now() + timedelta(seconds=10))
    send_due()
    assert not smtp_server.received
    assert delivery.is_held
    assert delivery.cancel()
    with after(timedelta(seconds=11)):
        send_due()
    assert not smtp_server.received


def test_what_a_worker_took_cannot_be_taken_back(queue: Queue) -> None:
    delivery = queue()
    assert Delivery.objects.claim() == delivery
    assert not delivery.cancel()


def test_no_two_workers_take_the_same(queue: Queue) -> None:
    queue()
    assert Delivery.objects.claim()
    assert Delivery.objects.claim() is None


def test_the_second_try_sends_the_same_bytes(
    queue: Queue, smtp_server: SmtpServer
) -> None:
    smtp_server.mood.answer = "451 4.3.0 Later"
    delivery = queue()
    send_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELAYED
    assert delivery.error == "The server asks to try again later."
    assert delivery.server_words == "451 4.3.0 Later"
    smtp_server.reset()
    send_due()
    assert not smtp_server.received
    with after(WAITS[0]):
        send_due()
    assert smtp_server.received[0].raw == bytes(delivery.raw)


def test_the_waits_grow_and_then_it_is_given_up(
    queue: Queue, smtp_server: SmtpServer, told: list[Delivery]
) -> None:
    smtp_server.mood.answer = "451 4.3.0 Later"
    delivery = queue()
    now = timezone.now()
    waits = []
    for _ in range(len(WAITS) + 1):
        with time_machine.travel(now, tick=False):
            send_due()
            delivery.refresh_from_db()
            waits.append(delivery.due_at - now)
            now = delivery.due_at
    assert waits[: len(WAITS)] == WAITS
    assert delivery.state == DeliveryState.FAILED
    assert told == [delivery]


def test_a_mail_refused_for_good_is_given_up_at_once(
    queue: Queue, smtp_server: SmtpServer, told: list[Delivery]
) -> None:
    smtp_server.mood.answer = "550 5.7.1 We do not want this"
    delivery = queue()
    send_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert told == [delivery]
    assert not delivery.channel.last_send_error


def test_one_refused_recipient_is_told_and_the_rest_has_it(
    queue: Queue, smtp_server: SmtpServer, told: list[Delivery]
) -> None:
    smtp_server.refuse("carlos@example.com", "550 5.1.1 Unknown")
    delivery = queue("carla@example.com", "carlos@example.com")
    send_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert delivery.accepted == ["carla@example.com"]
    assert delivery.pending == ["carlos@example.com"]
    assert delivery.error == "The server does not know the address carlos@example.com."
    assert delivery.server_words == "carlos@example.com: 550 5.1.1 Unknown"
    assert told == [delivery]


def test_only_those_who_lack_it_get_the_second_try(
    queue: Queue, smtp_server: SmtpServer, told: list[Delivery]
) -> None:
    smtp_server.refuse("carlos@example.com", "450 4.2.1 Later")
    delivery = queue("carla@example.com", "carlos@example.com")
    send_due()
    smtp_server.mood.refused.clear()
    with after(WAITS[0]):
        send_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert [one.recipients for one in smtp_server.received] == [
        ("carla@example.com",),
        ("carlos@example.com",),
    ]
    assert not told


def test_a_server_that_is_down_keeps_mails_for_later(
    queue: Queue, smtp_server: SmtpServer, told: list[Delivery]
) -> None:
    smtp_server.stop()
    first, second = queue(), queue()
    send_due()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == DeliveryState.DELAYED
    assert second.state == DeliveryState.QUEUED  # one try told us enough
    assert "refuses connections" in first.channel.last_send_error
    smtp_server.reset()
    with after(WAITS[0]):
        send_due()
    assert len(smtp_server.received) == 2
    assert Channel.objects.get().last_send_error == ""
    assert not told


def test_a_channel_that_is_down_holds_up_no_other(
    queue: Queue, smtp_server: SmtpServer, smtp_channel: Channel
) -> None:
    down = Channel.objects.get(pk=smtp_channel.pk)
    down.pk, down.slug, down.out_port = None, "down", 1
    down.save()
    stuck = queue()
    Delivery.objects.filter(pk=stuck.pk).update(channel=down)
    queue()
    send_due()
    assert len(smtp_server.received) == 1


def test_a_killed_worker_s_mail_is_sent_by_another(
    queue: Queue, smtp_server: SmtpServer
) -> None:
    delivery = queue()
    assert Delivery.objects.claim() == delivery  # and then the worker dies
    send_due()
    assert not smtp_server.received
    with after(LEASE + timedelta(seconds=1)):
        send_due()
    assert len(smtp_server.received) == 1
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert delivery.attempts == 2


def test_a_mail_that_kills_its_workers_is_given_up(
    queue: Queue, told: list[Delivery]
) -> None:
    delivery = queue()
    Delivery.objects.update(attempts=len(WAITS) + 1)
    send_due()
    assert told == [delivery]


def test_a_large_mail_has_a_longer_lease(queue: Queue) -> None:
    queue(raw=b"x" * 1_000_000)
    claimed = Delivery.objects.claim()
    assert claimed
    assert claimed.due_at - timezone.now() > LEASE + timedelta(seconds=15)


def test_a_person_may_try_again_and_change_the_address(
    queue: Queue, smtp_server: SmtpServer
) -> None:
    smtp_server.refuse("carlo@example.com", "550 5.1.1 Unknown")
    delivery = queue("carla@example.com", "carlo@example.com")
    send_due()
    delivery.refresh_from_db()
    assert delivery.retry(["carlos@example.com"])
    assert not delivery.retry()  # pressed twice
    send_due()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert smtp_server.received[-1].recipients == ("carlos@example.com",)


def test_a_mail_that_came_back_may_be_sent_again(
    queue: Queue, smtp_server: SmtpServer, told: list[Delivery]
) -> None:
    delivery = queue("carla@example.com", "carlos@example.com")
    send_due()
    delivery.refresh_from_db()
    delivery.bounce("Carla's mailbox is gone.", "550", recipient="Carla@example.com")
    assert told == [delivery]
    delivery.retry()
    send_due()
    assert smtp_server.received[-1].recipients == ("carla@example.com",)


def test_a_mail_that_nobody_can_send_stops_nobody(queue: Queue) -> None:
    class Broken:
        def send(self, _delivery: Delivery) -> None:
            raise RuntimeError("what is this?")

    delivery = queue()
    delivery.lease()
    assert delivery.attempt(Broken())
    assert delivery.state == DeliveryState.DELAYED
    assert "what is this?" in delivery.server_words


@pytest.mark.django_db(transaction=True)
def test_three_workers_send_each_mail_once(
    queue: Queue, smtp_server: SmtpServer
) -> None:
    for number in range(24):
        queue(f"{number}@example.com")
    workers = [threading.Thread(target=deliver_due) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    sent = [one.recipients[0] for one in smtp_server.received]
    assert sorted(sent) == sorted(f"{number}@example.com" for number in range(24))
    assert not Delivery.objects.exclude(state=DeliveryState.SENT).exists()


def test_the_demo_shop_sends_nothing_and_troubles_nobody(make_channel) -> None:
    Installation.current().change(is_demo=True)
    channel = make_channel(out_host="smtp.crema.example")
    delivery = Delivery.objects.queue(
        channel,
        sender="a@b.example",
        recipients=["c@d.example"],
        raw=b"x",
        message_id="1",
    )
    assert delivery.attempt()
    assert delivery.state == "sent"
