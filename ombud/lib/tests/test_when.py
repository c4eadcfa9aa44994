"""Typed words of a time, in five languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ombud.lib.when import NoTime, Trouble, when

PRAGUE = ZoneInfo("Europe/Prague")
# A Wednesday, five in the afternoon.
NOW = datetime(2026, 11, 25, 17, 0, tzinfo=PRAGUE)

WORDS = [
    # English
    ("fri 9", "11-27 09:00"),
    ("Friday", "11-27 08:00"),
    ("friday at 9:30", "11-27 09:30"),
    ("thurs 14.30", "11-26 14:30"),
    ("next monday", "11-30 08:00"),
    ("wed 18", "11-25 18:00"),
    ("wed 9", "12-02 09:00"),
    ("next week", "11-30 08:00"),
    ("next month", "12-01 08:00"),
    ("in 2 weeks", "12-09 08:00"),
    ("in a week", "12-02 08:00"),
    ("in two weeks at 10", "12-09 10:00"),
    ("2 weeks", "12-09 08:00"),
    ("3d", "11-28 08:00"),
    ("in 90 minutes", "11-25 18:30"),
    ("in 2 hours", "11-25 19:00"),
    ("2h", "11-25 19:00"),
    ("in 3 months", "02-25 08:00"),
    ("tomorrow", "11-26 08:00"),
    ("tomorrow 8:00", "11-26 08:00"),
    ("tomorrow afternoon", "11-26 14:00"),
    ("tomorrow 9am", "11-26 09:00"),
    ("fri 3 pm", "11-27 15:00"),
    ("tonight", "11-25 18:00"),
    ("today 20", "11-25 20:00"),
    ("9", "11-26 09:00"),
    ("18:15", "11-25 18:15"),
    ("27 nov", "11-27 08:00"),
    ("Nov 27 9:00", "11-27 09:00"),
    ("3 january 10", "01-03 10:00"),
    ("2026-12-24 12:00", "12-24 12:00"),
    ("24/12", "12-24 08:00"),
    # German
    ("morgen 8", "11-26 08:00"),
    ("übermorgen", "11-27 08:00"),
    ("Freitag 9 Uhr", "11-27 09:00"),
    ("am Freitag um 9", "11-27 09:00"),
    ("Montag morgen", "11-30 08:00"),
    ("morgen früh", "11-26 08:00"),
    ("in 3 Tagen", "11-28 08:00"),
    ("in einer Woche", "12-02 08:00"),
    ("nächste Woche", "11-30 08:00"),
    ("heute Abend", "11-25 18:00"),
    ("27.11. 9:00", "11-27 09:00"),
    ("27.11.2026", "11-27 08:00"),
    ("3. Dezember 10 Uhr", "12-03 10:00"),
    # Czech
    ("v pátek 9", "11-27 09:00"),
    ("v pátek v 9 hodin", "11-27 09:00"),
    ("ve čtvrtek odpoledne", "11-26 14:00"),
    ("zítra 8", "11-26 08:00"),
    ("zítra ráno", "11-26 08:00"),
    ("pozítří", "11-27 08:00"),
    ("za 2 týdny", "12-09 08:00"),
    ("za týden", "12-02 08:00"),
    ("za 3 dny", "11-28 08:00"),
    ("za dvě hodiny", "11-25 19:00"),
    ("příští týden", "11-30 08:00"),
    ("příští pondělí 10", "11-30 10:00"),
    ("3. prosince", "12-03 08:00"),
    ("dnes večer v 8", "11-25 20:00"),
    # Hungarian
    ("péntek 9", "11-27 09:00"),
    ("pénteken 9-kor", "11-27 09:00"),
    ("hétfőn", "11-30 08:00"),
    ("holnap 8", "11-26 08:00"),
    ("holnap reggel", "11-26 08:00"),
    ("holnapután", "11-27 08:00"),
    ("2 hét múlva", "12-09 08:00"),
    ("két hét múlva", "12-09 08:00"),
    ("3 nap múlva", "11-28 08:00"),
    ("2 óra múlva", "11-25 19:00"),
    ("jövő héten", "11-30 08:00"),
    ("december 3-án", "12-03 08:00"),
    # Greek
    ("Παρασκευή 9", "11-27 09:00"),
    ("την Παρασκευή στις 9", "11-27 09:00"),
    ("αύριο 8", "11-26 08:00"),
    ("αύριο το πρωί", "11-26 08:00"),
    ("μεθαύριο", "11-27 08:00"),
    ("σε 2 εβδομάδες", "12-09 08:00"),
    ("σε μία εβδομάδα", "12-02 08:00"),
    ("σε 3 μέρες", "11-28 08:00"),
    ("σε 2 ώρες", "11-25 19:00"),
    ("Δευτέρα 3 μ.μ.", "11-30 15:00"),
    ("επόμενη εβδομάδα", "11-30 08:00"),
    ("3 Δεκεμβρίου", "12-03 08:00"),
]


@pytest.mark.parametrize(("words", "expected"), WORDS)
def test_words_are_a_time(words: str, expected: str) -> None:
    assert when(words, NOW).strftime("%m-%d %H:%M") == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "11-29"), ("cs", "11-28"), ("en", None)]
)
def test_a_short_day_is_the_readers_own(language: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(NoTime):
            when("so 9", NOW, language=language)
    else:
        found = when("so 9", NOW, language=language)
        assert found.strftime("%m-%d") == expected


@pytest.mark.parametrize(
    "words",
    [
        *("", "   ", "soon", "blue 9", "99", "32.13.", "fri 25:00", "9 9 9", "€", "in"),
        *("31 feb", "in 999999 weeks", "?fri", "fri 9 <b>", "a" * 500),
    ],
)
def test_what_is_not_understood_is_not_guessed(words: str) -> None:
    with pytest.raises(NoTime) as no:
        when(words, NOW)
    assert no.value.trouble == Trouble.UNKNOWN


@pytest.mark.parametrize("words", ["today 8", "heute 9", "dnes 8:30", "2025-01-01"])
def test_what_is_over_is_told_apart(words: str) -> None:
    with pytest.raises(NoTime) as no:
        when(words, NOW)
    assert no.value.trouble == Trouble.PAST


def test_summer_time_keeps_the_hour() -> None:
    before = datetime(2026, 3, 28, 12, 0, tzinfo=PRAGUE)
    assert when("tomorrow 8", before).hour == 8
