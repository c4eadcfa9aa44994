"""Telephone numbers in any notation."""

import pytest

from ombud.lib.phone import digits, looks_like_one, normalise, readable, region_of


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+420 601 000 142", "", "+420601000142"),
        ("601 000 142", "CZ", "+420601000142"),
        ("00420 601-000-142", "CZ", "+420601000142"),
        ("030/23125 017", "DE", "+493023125017"),
        ("+49 (0)30 23125017", "DE", "+493023125017"),
        ("06 30 123 4567", "HU", "+36301234567"),
        ("210 123 4567", "GR", "+302101234567"),
        ("(020) 7946 0101", "GB", "+442079460101"),
        ("601 000 142", "", ""),
        ("call me", "CZ", ""),
        ("12", "CZ", ""),
        ("9" * 500, "CZ", ""),
        ("", "CZ", ""),
    ],
)
def test_a_number_has_one_form(text, region, number):
    assert normalise(text, region) == number


def test_people_read_it_in_groups():
    assert readable("+420601000142") == "+420 601 000 142"
    assert readable("ask the porter") == "ask the porter"


@pytest.mark.parametrize("text", ["030 901820", "+36 (30) 123", "601000142"])
def test_a_searched_number_looks_like_one(text):
    assert looks_like_one(text)


@pytest.mark.parametrize("text", ["carla", "2025-A", "12"])
def test_a_name_does_not(text):
    assert not looks_like_one(text)


def test_figures_without_what_is_dialled_before_them():
    assert digits("0049 (30) 90-1820") == "4930901820"


def test_a_language_has_a_country():
    assert (region_of("en-gb"), region_of("cs"), region_of("xx")) == ("GB", "CZ", "")
