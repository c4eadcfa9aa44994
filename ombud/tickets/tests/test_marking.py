"""Where words stand in a text."""

import pytest

from ombud.tickets.marking import marked

LONG = "x" * 300


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Pump hums.", ["pump"], "The <mark>Pump</mark> hums."),
        ("pump, PUMP", ["pump"], "<mark>pump</mark>, <mark>PUMP</mark>"),
        ("a\n b", ["b"], "a <mark>b</mark>"),
        ("1 < 2 & <b>", ["<b>"], "1 &lt; 2 &amp; <mark>&lt;b&gt;</mark>"),
        ("(a.b)*", ["a.b"], "(<mark>a.b</mark>)*"),
        ("Η Αντλία", ["αντλία"], "Η <mark>Αντλία</mark>"),
        ("nothing of it", ["pump"], "nothing of it"),
        ("", ["pump"], ""),
        ("<script>", [], "&lt;script&gt;"),
    ],
)
def test_words_are_marked_and_all_else_is_escaped(
    text: str, words: list[str], found: str
) -> None:
    assert found in marked(text, words)


def test_of_a_long_text_only_the_pieces_are_shown() -> None:
    text = f"{LONG} pump {LONG} pump {LONG} pump {LONG} pump {LONG}"
    shown = marked(text, ["pump"])
    assert shown.count("<mark>") == 3
    assert len(shown) < 900
    assert shown.count("…") == 6


def test_a_hundred_thousand_hits_are_as_cheap_as_three() -> None:
    assert len(marked("pump " * 100_000, ["pump"])) < 6000
