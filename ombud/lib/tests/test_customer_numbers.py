"""Customer numbers that are called so."""

import time

import pytest

from ombud.lib.customer_numbers import find


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("My customer no. is 10023.", ["10023"]),
        ("Customer number: K-10023", ["K-10023"]),
        ("Kundennummer 10023, Kundennr.: 10024", ["10023", "10024"]),
        ("zákaznické číslo 55123", ["55123"]),
        ("číslo zákazníka: 55123", ["55123"]),
        ("Ügyfélszám: HU-77", ["HU-77"]),
        ("ügyfélazonosítóm 778899", ["778899"]),
        ("Αριθμός πελάτη: 4411", ["4411"]),
        ("Order 10023 of 12.11.", []),
        ("", []),
    ],
)
def test_only_what_is_called_a_customer_number_is_one(text, numbers):
    assert find(text) == numbers


def test_spaces_without_end_cost_nothing():
    start = time.perf_counter()
    find("customer no" + " " * 50_000)
    assert time.perf_counter() - start < 0.5
