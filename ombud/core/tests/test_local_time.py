"""Moments in few words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from ombud.core.local_time import full, short
from ombud.core.templatetags.ui import local_time

NOW = datetime(2026, 8, 19, 12, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("apart", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=38), "38 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=2, minutes=18), "9:42"),
        (timedelta(days=1), "Tue"),
        (timedelta(days=6), "Thu"),
        (timedelta(days=7), "12 Aug"),
        (timedelta(days=400), "15 Jul 2025"),
        (timedelta(minutes=-38), "38 min"),
        (timedelta(days=-2), "Fri"),
    ],
)
def test_words_grow_with_the_distance(apart: timedelta, words: str) -> None:
    with translation.override("en-gb"), timezone.override(UTC):
        assert short(NOW - apart, NOW) == words


def test_the_clock_is_the_readers() -> None:
    with timezone.override(ZoneInfo("Europe/Prague")):
        assert short(NOW - timedelta(hours=3), NOW) == "11:00"


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "12. Aug"), ("hu", "aug 12."), ("cs", "12. srp"), ("el", "12 Αύγ")],
)
def test_dates_are_in_the_readers_language(language: str, words: str) -> None:
    with translation.override(language), timezone.override(UTC):
        said = short(NOW - timedelta(days=7), NOW)
        assert said.replace(".", "").lower() == words.replace(".", "").lower()


def test_the_title_tells_all() -> None:
    with translation.override("en-gb"), timezone.override(UTC):
        assert full(NOW) == "19 Aug 2026, 12:00"


def test_the_tag_carries_the_moment_for_the_element() -> None:
    html = local_time(NOW)
    assert html.startswith("<ombud-local-time><time datetime=")
    assert "2026-08-19T12:00:00+00:00" in html


def test_no_moment_no_words() -> None:
    assert local_time(None) == ""
