"""Numbers and dates as people write them in tables, by the custom of their country."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel import Locale

# How a country writes, by its language; each has another order or another sign.
LOCALES = ("en_GB", "en_US", "de", "de_CH", "cs", "hu", "el")
BLANKS = re.compile(r"[\s\u00a0\u202f'’]")
CURRENCY = r"(?:[A-Z]{3}|[€$£¥]|Kč|Ft|zł|Fr\.?|kr\.?|,[-–])"
MONEY = re.compile(rf"^{CURRENCY}|{CURRENCY}$")
NUMBER = re.compile(r"[+-]?\d*(?:\.\d+)?")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
DAY = re.compile(
    r"(\d{1,4})[./\-\s]\s?(\d{1,2})[./\-\s]\s?(\d{1,4})\.?"
    r"(?:[T,\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*([AaPp][Mm])?)?"
)
YES = {
    "1",
    "x",
    "y",
    "yes",
    "true",
    "ja",
    "j",
    "wahr",
    "ano",
    "a",
    "igen",
    "i",
    "igaz",
    "ναι",
    "ν",
}
NO = {
    "",
    "0",
    "n",
    "no",
    "false",
    "nein",
    "falsch",
    "ne",
    "nem",
    "hamis",
    "οχι",
    "όχι",
    "ο",
}


@dataclass(frozen=True, slots=True)
class Custom:
    """The sign before the cents, and the order of day, month and year: "DMY"."""

    decimal: str = "."
    order: str = "DMY"

    @classmethod
    def of(cls, locale: str) -> "Custom":
        """As they write there; as in Britain where nobody knows."""
        return _custom(locale if locale in LOCALES else "en_GB")


@lru_cache(maxsize=16)
def _custom(locale: str) -> Custom:
    known = Locale.parse(locale)
    pattern = known.date_formats["short"].pattern.upper()
    order = "".join(dict.fromkeys(sign for sign in pattern if sign in "DMY"))
    return Custom(known.number_symbols["latn"]["decimal"], order)


def read_number(text: str, custom: Custom) -> Decimal:
    """The number that this is. ValueError where it is none."""
    plain = BLANKS.sub("", text).replace("−", "-")
    plain = BLANKS.sub("", MONEY.sub("", MONEY.sub("", plain)))
    plain = _with_point(plain, custom.decimal)
    if not plain or not NUMBER.fullmatch(plain):
        raise ValueError(text)
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error


def _with_point(plain: str, decimal: str) -> str:
    """1.234,56 and 1,234.56 as 1234.56."""
    other = "," if decimal == "." else "."
    if decimal in plain and other in plain:
        # The last of the two stands before the cents, whatever the country says.
        last = max(decimal, other, key=plain.rfind)
        first = other if last == decimal else decimal
        return plain.replace(first, "").replace(last, ".")
    if plain.count(decimal) == 1:
        return plain.replace(decimal, ".")
    if GROUPED.fullmatch(plain):
        return plain.replace(other, "").replace(decimal, "")
    # 12.50 where they write 12,50: three figures make a group, two do not.
    return plain.replace(other, ".")


def read_moment(text: str, custom: Custom) -> date | datetime:
    """The day, or the day and the time. ValueError where it is neither."""
    text = text.strip()
    if text[:4].isdigit() and text[4:5] == "-":
        found = datetime.fromisoformat(text)
        return found if len(text) > 10 else found.date()
    match = DAY.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = _in_order(match, custom.order)
    if match[4] is None:
        return date(year, month, day)
    hour = int(match[4])
    if match[7]:
        hour = hour % 12 + (12 if match[7].lower() == "pm" else 0)
    return datetime(  # noqa: DTZ001  # its zone is not written there
        year, month, day, hour, int(match[5]), int(match[6] or 0)
    )


def _in_order(match: re.Match[str], order: str) -> tuple[int, int, int]:
    parts = [match[1], match[2], match[3]]
    if len(parts[0]) == 4:
        order = "YMD"
    elif order == "YMD":
        order = "DMY"
    said = dict(zip(order, map(int, parts), strict=True))
    year = said["Y"]
    if len(parts[order.index("Y")]) <= 2:
        year += 1900 if year >= 70 else 2000
    return year, said["M"], said["D"]


def read_yes(text: str) -> bool:
    """Whether it says yes. ValueError where it says neither."""
    word = text.strip().lower()
    if word in YES or word in NO:
        return word in YES
    raise ValueError(text)
