"""How orders and amounts are shown."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
# As shops write them; other currencies keep their letters.
SIGNS = {"EUR": "€", "CZK": "Kč", "HUF": "Ft", "GBP": "£", "USD": "$", "PLN": "zł"}
BEFORE = {"GBP", "USD"}
WHOLE = {"HUF", "CZK"}


@register.simple_tag
def money(amount: Decimal | None, currency: str) -> SafeString:
    """12 490 Kč: in the reader's numbers, the sign where its country has it."""
    if amount is None:
        return SafeString("")
    is_whole = currency in WHOLE and amount == amount.to_integral_value()
    number = number_format(amount, 0 if is_whole else 2, force_grouping=True)
    sign = SIGNS.get(currency, currency)
    if currency in BEFORE and (get_language() or "en").startswith("en"):
        return format_html('<span class="nowrap">{}{}</span>', sign, number)
    return format_html('<span class="nowrap">{}\u00a0{}</span>', number, sign)
