"""Numbers in texts, as people write them."""

import pytest

from ombud.lib.numbers import checks_of, find, folded, key_of, shape_of

SHAPES = {"CC99999", "FV99999999", "999999999999", "99999", "RR999999999CZ", "M999"}
WORDS = {
    "order": "order",
    "bestell": "order",
    "objednav": "order",
    "rendel": "order",
    "παραγγελ": "order",
    "rechnung": "invoice",
}


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("CC-10481", "CC10481"),
        ("cc 10481", "CC10481"),
        ("№ 2024/00815", "NO202400815"),
        ("ＦＶ－７", "FV7"),
        ("––", ""),
    ],
)
def test_a_number_is_its_letters_and_digits(number: str, key: str) -> None:
    assert key_of(number) == key


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Where is CC-10481?", ["CC10481"]),
        ("where is cc 10481", ["CC10481"]),
        ("(CC10481)", ["CC10481"]),
        ("CC-10481, CC-10482 and CC-10481", ["CC10481", "CC10482"]),
        ("ACC-10481 and CC-104811", []),
        ("invoice FV-2025-7718", ["FV20257718"]),
        ("parcel RR 123 456 785 CZ", ["RR123456785CZ"]),
        ("1234 5678 9012", ["123456789012"]),
        ("my postcode is 12345", ["12345"]),
        ("call 12 345", []),
        ("nothing", []),
        ("", []),
    ],
)
def test_numbers_are_found_however_they_are_written(text: str, keys: list[str]) -> None:
    assert [one.key for one in find(text, SHAPES)] == keys


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Order no. CC-10481 leaks", "order"),
        ("Meine Bestellung Nr.: CC-10481", "order"),
        ("objednávku číslo CC-10481", "order"),
        ("a CC-10502 számú rendelésem", "order"),
        ("η παραγγελία μου CC-10471", "order"),
        ("Η ΠΑΡΑΓΓΕΛΙΑ CC-10471", "order"),
        ("Rechnung zur Bestellung CC-10481", "order"),
        ("CC-10481 is late, and in order to be sure I write", ""),
        ("the machine CC-10481", ""),
        ("reorder CC-10481", ""),
    ],
)
def test_the_word_beside_a_number_says_what_it_is(text: str, kind: str) -> None:
    (found,) = find(text, SHAPES, WORDS)
    assert found.kind == kind


def test_a_word_belongs_to_the_nearest_number() -> None:
    first, second = find("Order CC-10481 CC-10482", SHAPES, WORDS)
    assert (first.kind, second.kind) == ("order", "")


def test_the_place_with_a_word_counts() -> None:
    (found,) = find("CC-10481 … my order is CC-10481", SHAPES, WORDS)
    assert found.word == "order"


def test_each_letter_stays_in_its_place() -> None:
    text = "Ügyfélszám ΆÉİß ﬃ"
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("4006381333931", ["ean"]),
        ("79927398713", ["luhn"]),
        ("RR473124829CZ", ["parcel"]),
        ("CC1", []),
    ],
)
def test_check_digits_are_recognised(key: str, names: list[str]) -> None:
    assert checks_of(key) == names


def test_a_shape_has_a_nine_for_each_digit() -> None:
    assert shape_of("CC10481") == "CC99999"
