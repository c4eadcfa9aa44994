"""A merge before it happens: what would be chosen, what would move."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ombud.core.countries import country_name
from ombud.customers.facts import facts_of, language_name
from ombud.customers.forms import Customer
from ombud.customers.models import Contact

OWN, THEIRS = "own", "theirs"
# What moves and is worth telling, by the model's name.
COUNTED: dict[str, Callable[[int], str]] = {
    "contactaddress": lambda n: ngettext(
        "%(n)s e-mail address", "%(n)s e-mail addresses", n
    ),
    "contactphone": lambda n: ngettext("%(n)s phone number", "%(n)s phone numbers", n),
    "shopaccount": lambda n: ngettext(
        "%(n)s customer number", "%(n)s customer numbers", n
    ),
    "contact": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "ticket": lambda n: ngettext("%(n)s ticket", "%(n)s tickets", n),
    "order": lambda n: ngettext("%(n)s order", "%(n)s orders", n),
    "invoice": lambda n: ngettext("%(n)s invoice", "%(n)s invoices", n),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the preview: both values, and a choice where they differ."""

    label: str
    own: str
    theirs: str
    field: BoundField | None = None


class MergeForm(forms.Form):
    """Of what both have and have differently, which stays."""

    def __init__(self, survivor: Customer, gone: Customer, *args: Any) -> None:
        super().__init__(*args)
        self.survivor, self.gone = survivor, gone
        self._labels = {one.name: one.label for one in facts_of(survivor)}
        for name in (*survivor.CHOOSABLE, *survivor.WITH_MAIN):
            own, theirs = self._both(name)
            if own and theirs and own != theirs:
                self.fields[name] = forms.ChoiceField(
                    label=self.label(name),
                    choices=[(OWN, own), (THEIRS, theirs)],
                    widget=forms.RadioSelect,
                    initial=OWN,
                    required=False,
                )

    @property
    def theirs(self) -> dict[str, bool]:
        """Of which columns the other's value stays."""
        return {name: one == THEIRS for name, one in self.cleaned_data.items()}

    @property
    def rows(self) -> Iterator[Row]:
        """Every line in which at least one of them says something."""
        for name in (*self.survivor.CHOOSABLE, *self.survivor.WITH_MAIN):
            own, theirs = self._both(name)
            if own or theirs:
                field = self[name] if name in self.fields else None
                yield Row(self.label(name), own, theirs, field)
        for name in self.survivor.JOINED:
            both = (", ".join(getattr(one, name)) for one in (self.survivor, self.gone))
            own, theirs = both
            if own or theirs:
                yield Row(self.label(name), own, theirs)

    @property
    def moving(self) -> list[str]:
        """“3 tickets”: what will point to the survivor."""
        counts = self.survivor.moving(self.gone)  # type: ignore[arg-type]  # alike
        return [
            words(n) % {"n": n}
            for model, words in COUNTED.items()
            if (n := counts.get(model, 0))
        ]

    def label(self, name: str) -> str:
        """As the facts call it."""
        special = {
            "name": _("Name"),
            "organisation": _("Company"),
            "addresses": _("Main e-mail address"),
            "phones": _("Main phone"),
        }
        return special.get(name) or self._labels.get(name, name)

    def _both(self, name: str) -> tuple[str, str]:
        return self._shown(self.survivor, name), self._shown(self.gone, name)

    def _shown(self, customer: Customer, name: str) -> str:
        if isinstance(customer, Contact) and name == "addresses":
            return customer.email
        if isinstance(customer, Contact) and name == "phones":
            return customer.phone
        value = getattr(customer, name)
        if name == "language":
            return language_name(value)
        return country_name(value) if name == "country" else str(value or "")
