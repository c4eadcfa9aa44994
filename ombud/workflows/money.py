"""An amount with its currency, as one field of a form."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

# ISO 4217, those of the countries whose languages we speak first.
CURRENCIES = ["EUR", "CZK", "HUF", "GBP", "CHF", "PLN", "RON", "USD", "SEK", "DKK"]


class MoneyWidget(forms.MultiWidget):
    """A number, and beside it the currency."""

    template_name = "workflows/money.html"
    # One label, of the number; the currency names itself.
    use_fieldset = False

    def __init__(self) -> None:
        """Both parts."""
        amount = forms.TextInput(attrs={"inputmode": "decimal", "class": "input"})
        currency = forms.Select(
            attrs={"class": "select", "aria-label": _("Currency")},
            choices=[(code, code) for code in CURRENCIES],
        )
        super().__init__([amount, currency])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The class is each part's own: a list of currencies looks like a list."""
        own = {key: one for key, one in (attrs or {}).items() if key != "class"}
        return super().get_context(name, value, own)

    def id_for_label(self, id_: str) -> str:
        """The label of the field is the number's."""
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: Any) -> list[Any]:
        """From {"amount", "currency"}."""
        return [value["amount"], value["currency"]] if value else [None, CURRENCIES[0]]


class AmountField(forms.DecimalField):
    """A number as people write sums: 14,000.00 or 14.000,00 or 14 000."""

    def to_python(self, value: Any) -> Any:
        """Without what only parts the thousands, in the language that is spoken."""
        if isinstance(value, str):
            mark = re.escape(get_format("THOUSAND_SEPARATOR"))
            value = re.sub(rf"(?<=\d)(?:{mark}|\s)(?=\d{{3}}(?!\d))", "", value)
        return super().to_python(value)


class MoneyField(forms.MultiValueField):
    """Gives {"amount": "12.50", "currency": "EUR"}."""

    widget = MoneyWidget

    def __init__(self, *, sentence: str) -> None:
        """`sentence`: what is said of anything else."""
        wrong = dict.fromkeys(("invalid", "invalid_choice", "incomplete"), sentence)
        amount = AmountField(
            max_digits=14, decimal_places=2, localize=True, error_messages=wrong
        )
        currency = forms.ChoiceField(
            choices=[(code, code) for code in CURRENCIES], error_messages=wrong
        )
        super().__init__([amount, currency], require_all_fields=False)
        self.error_messages |= wrong

    def clean(self, value: Any) -> Any:
        """A currency alone is nothing: it stands there before anything is typed."""
        is_blank = isinstance(value, list | tuple) and value[:1] in ([""], [None])
        return super().clean(None if is_blank else value)

    def compress(self, data_list: list[Any]) -> dict[str, str] | None:
        """To {"amount", "currency"}; nothing without an amount."""
        if not data_list or data_list[0] is None:
            return None
        amount: Decimal = data_list[0]
        return {
            "amount": str(amount.quantize(Decimal("0.01"))),
            "currency": data_list[1],
        }
