"""Telephone numbers in one form, however they are written down."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat

# Longer is no number that anybody dials.
MOST = 60
# What a searched text must look like to be taken for a number.
LOOKS_LIKE_ONE = re.compile(r"[+(]?\d[\d\s()/.\-–]{3,}")
# Where a company is, when it says no more than what it speaks.
BY_LANGUAGE = {
    "de": "DE",
    "cs": "CZ",
    "hu": "HU",
    "el": "GR",
    "en": "GB",
}


def normalise(text: str, region: str) -> str:
    """As +420601000142 (E.164); empty where it is no number.

    `region`: where one dials who writes no country, such as "CZ".
    """
    try:
        number = phonenumbers.parse(text[:MOST], region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def readable(number: str) -> str:
    """As people read it: +420 601 000 142."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL))


def looks_like_one(text: str) -> bool:
    """Whether somebody who searches for this means a number."""
    return LOOKS_LIKE_ONE.fullmatch(text.strip()) is not None


def digits(text: str) -> str:
    """The figures that stand in every notation: no country's 00, no trunk 0."""
    return re.sub(r"\D", "", text).lstrip("0")


def region_of(language: str) -> str:
    """The country where that language is spoken most."""
    return BY_LANGUAGE.get(language.partition("-")[0], "")
