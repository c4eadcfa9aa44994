"""Numbers and dates as people write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ombud.lib.readings import Custom, read_moment, read_number


@pytest.mark.parametrize(
    ("text", "locale", "number"),
    [
        ("1.234,56", "de", "1234.56"),
        ("1,234.56", "en_GB", "1234.56"),
        ("1,234.56", "de", "1234.56"),
        ("508,90 Kč", "cs", "508.90"),
        ("12 490 Ft", "hu", "12490"),
        ("12\u00a0490,-", "cs", "12490"),
        ("1'234.50", "de_CH", "1234.50"),
        ("1.234", "de", "1234"),
        ("1.234", "en_GB", "1.234"),
        ("12.50", "de", "12.50"),
        ("-3", "el", "-3"),
        ("1.234.567", "de", "1234567"),
    ],
)
def test_numbers(text: str, locale: str, number: str) -> None:
    assert read_number(text, Custom.of(locale)) == Decimal(number)


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "5 kg", "12.5.x", "NaN", "1e9"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the class is the fact
        read_number(text, Custom.of("de"))


@pytest.mark.parametrize(
    ("text", "locale", "moment"),
    [
        ("31.12.2026", "de", date(2026, 12, 31)),
        ("31. 12. 26", "cs", date(2026, 12, 31)),
        ("2026. 12. 31.", "hu", date(2026, 12, 31)),
        ("12/31/2026", "en_US", date(2026, 12, 31)),
        ("2026-12-31", "el", date(2026, 12, 31)),
        ("31/12/26 14:05", "el", datetime(2026, 12, 31, 14, 5)),  # noqa: DTZ001
        ("12/31/2026 2:05 PM", "en_US", datetime(2026, 12, 31, 14, 5)),  # noqa: DTZ001
        ("2026-12-31T10:00:00Z", "cs", datetime(2026, 12, 31, 10, tzinfo=UTC)),
    ],
)
def test_moments(text: str, locale: str, moment: object) -> None:
    assert read_moment(text, Custom.of(locale)) == moment


@pytest.mark.parametrize("text", ["", "31.2.2026", "soon", "5", "1.1.1.1"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the class is the fact
        read_moment(text, Custom.of("cs"))
