"""Subjects, marked and tagged."""

import pytest

from ombud.lib import subjects


@pytest.mark.parametrize(
    ("written", "matter"),
    [
        ("Re: Printer", "Printer"),
        ("AW: WG: Drucker", "Drucker"),
        ("RE[2]: Fwd: Printer", "Printer"),
        ("Odp: Vá: Tiskárna", "Tiskárna"),
        ("ΑΠ: ΣΧΕΤ: Εκτυπωτής", "Εκτυπωτής"),
        ("Re: [#1042] Re: Printer", "Printer"),
        ("[#1042] Printer", "Printer"),
        ("回复：打印机", "打印机"),
        ("Request: a new printer", "Request: a new printer"),
        ("  two   spaces ", "two spaces"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_the_matter_is_left_when_marks_are_gone(written: str, matter: str) -> None:
    assert subjects.clean(written) == matter


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("Re: [#1042] Printer", [1042]),
        ("AW: WG: [#7] Re: x", [7]),
        ("About #12 and [#5]", [5, 12]),
        ("[#5] and #5 again", [5]),
        ("Colour #ff0000", []),
        ("See page.html#12", []),
        ("No number", []),
        ("&#12;", []),
    ],
)
def test_ticket_numbers_are_found(written: str, numbers: list[int]) -> None:
    assert subjects.ticket_numbers(written) == numbers


def test_a_subject_is_tagged_once() -> None:
    assert subjects.tagged("Printer", 7) == "[#7] Printer"
    assert subjects.tagged("Re: [#7] Printer", 7) == "[#7] Re: Printer"


def test_a_hostile_subject_of_marks_is_answered() -> None:
    assert subjects.clean("Re: " * 100_000) in {"", "Re:"}
