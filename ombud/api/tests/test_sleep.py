"""Putting tickets to sleep, and replies that leave later."""

from datetime import timedelta

from django.utils import timezone

from ombud.api.tests.conftest import Program
from ombud.channels.models import Delivery
from ombud.tickets.models import Ticket

SOON = timezone.now().replace(microsecond=0) + timedelta(days=3)


def test_a_ticket_sleeps_and_wakes(agnes_calls: Program, ticket: Ticket) -> None:
    url = f"/tickets/{ticket.number}/sleep"
    wish = {"until": SOON.isoformat(), "through_thanks": True}
    assert agnes_calls.post(url, wish).json()["asleep_until"]
    listed = agnes_calls.get("/asleep").json()["items"]
    assert [one["number"] for one in listed] == [ticket.number]
    assert agnes_calls.delete(url).json()["asleep_until"] is None


def test_a_time_that_is_over_or_nowhere_is_refused(
    agnes_calls: Program, ticket: Ticket
) -> None:
    url = f"/tickets/{ticket.number}/sleep"
    assert agnes_calls.post(url, {"until": "2020-01-01T08:00:00Z"}).status_code == 409
    assert agnes_calls.post(url, {"until": "2099-01-01T08:00:00"}).status_code == 422


def test_others_put_nothing_to_sleep(olaf_calls: Program, ticket: Ticket) -> None:
    url = f"/tickets/{ticket.number}/sleep"
    assert olaf_calls.post(url, {"until": SOON.isoformat()}).status_code == 404
    assert olaf_calls.delete(url).status_code == 404


def test_a_reply_leaves_later(agnes_calls: Program, ticket: Ticket) -> None:
    url = f"/tickets/{ticket.number}/replies"
    answer = agnes_calls.post(url, {"text": "We come.", "send_at": SOON.isoformat()})
    assert answer.json()["delivery"]["due_at"]
    assert Delivery.objects.get().due_at == SOON
