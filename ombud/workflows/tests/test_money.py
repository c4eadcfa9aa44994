"""Sums as people write them, each in their language."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from ombud.workflows.money import MoneyField, MoneyWidget


@pytest.mark.parametrize(
    ("language", "written", "amount"),
    [
        ("en-gb", "14,000.00", "14000.00"),
        ("en-gb", "24.9", "24.90"),
        ("en-gb", "1,234,567", "1234567.00"),
        ("de", "14.000,00", "14000.00"),
        ("de", "12,50", "12.50"),
        ("cs", "14 000", "14000.00"),
        ("cs", "14\u00a0000,5", "14000.50"),
    ],
)
def test_a_sum_is_read_as_it_is_written(language, written, amount):
    with translation.override(language):
        found = MoneyField(sentence="No.").clean([written, "EUR"])
    assert found == {"amount": amount, "currency": "EUR"}


@pytest.mark.parametrize("written", ["abc", "12,50", "1,23,4", "12 50"])
def test_what_is_no_sum_is_refused_with_the_sentence(written):
    with translation.override("en-gb"), pytest.raises(ValidationError, match="No"):
        MoneyField(sentence="No.").clean([written, "EUR"])


def test_both_parts_have_a_name_for_who_cannot_see_them():
    widget = MoneyWidget()
    assert widget.id_for_label("id_amount") == "id_amount_0"
    html = widget.render("amount", None, attrs={"id": "id_amount"})
    assert 'aria-label="Currency"' in html


def test_an_optional_sum_may_be_left_empty_beside_its_currency():
    field = MoneyField(sentence="Not a sum.")
    field.required = False
    assert field.clean(["", "EUR"]) is None


def test_the_currency_looks_like_a_list():
    page = MoneyWidget().render("cost", None, {"class": "input"})
    assert '<select name="cost_1" class="select"' in page
    assert 'class="input"' in page
