"""One address, so often and no more."""

import logging

import pytest
import time_machine
from django.test import RequestFactory

from ombud.core.limits import Limit, address_of, forget_counts
from ombud.core.masking import HideTokens
from ombud.core.models import LimitCount

pytestmark = pytest.mark.django_db
TWICE = Limit("test", 2, 60)


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    forget_counts()


def test_the_third_is_too_many() -> None:
    assert [TWICE.take("a") for _ in range(3)] == [True, True, False]
    assert TWICE.take("b")


def test_a_minute_later_it_is_allowed_again() -> None:
    with time_machine.travel(0, tick=False) as clock:
        assert [TWICE.take("a") for _ in range(3)][-1] is False
        clock.shift(61)
        assert TWICE.take("a")


def test_all_web_processes_count_together() -> None:
    assert TWICE.take("a")
    # Another process has counted nobody yet.
    forget_counts()
    assert TWICE.take("a")
    forget_counts()
    assert not TWICE.take("a")


def test_no_address_stands_in_the_row() -> None:
    TWICE.take("192.0.2.7")
    assert len(LimitCount.objects.get().who) == 40


def test_a_day_later_the_row_is_gone() -> None:
    with time_machine.travel(0, tick=False) as clock:
        TWICE.take("a")
        clock.shift(25 * 60 * 60)
        TWICE.take("b")
    assert LimitCount.objects.count() == 1


def asked_from(address: str, **headers: str):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


def test_an_ipv6_network_is_one_address() -> None:
    one, other = (asked_from(f"2001:db8:1:2::{end}") for end in ("1", "ffff"))
    assert address_of(one) == address_of(other)
    assert address_of(asked_from("::ffff:192.0.2.7")) == "192.0.2.7"


def test_the_proxy_is_believed_only_where_there_is_one(settings) -> None:
    request = asked_from("10.0.0.1", **{"x-forwarded-for": "203.0.113.9, 192.0.2.7"})
    assert address_of(request) == "10.0.0.1"
    settings.BEHIND_TLS = True
    assert address_of(request) == "192.0.2.7"


def test_no_token_reaches_the_log() -> None:
    record = logging.LogRecord(
        "x", 20, "", 0, "Internal Server Error: %s", ("/r/12-abcDEF_9/",), None
    )
    HideTokens().filter(record)
    assert record.getMessage() == "Internal Server Error: /r/–/"
