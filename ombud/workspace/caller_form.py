"""Who a ticket by hand is about, as the page asks it."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workspace.caller_search import certain, find_callers
from ombud.workspace.callers import Caller, caller_of
from ombud.workspace.for_order import About, ByNumber

TYPED = ("who", "name", "email", "phone")


class CallerForm(forms.Form):
    """Who it is about: chosen from those found, or typed."""

    who = forms.CharField(label=_("Who is it?"), required=False, max_length=200)
    person = forms.CharField(required=False, max_length=40)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=320)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    # The number of the order that it is about; see for_order.py.
    order = forms.CharField(label=_("Which order?"), required=False, max_length=64)

    def __init__(
        self, *args: Any, by: User, is_search: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        # Other words are typed: whoever they do not find is not meant any more.
        self.is_search = is_search

    @property
    def words(self) -> str:
        """What was searched for."""
        return str(self["who"].value() or "").strip()

    @cached_property
    def callers(self) -> list[Caller]:
        """Whom the search has found, and who was chosen before."""
        buyers = [Caller.of_order(one, self.by) for one in self.by_number.orders]
        found = find_callers(self.words, self.by, [one for one in buyers if one])
        key = str(self["person"].value() or "")
        if self.is_search or not key or key in {caller.key for caller in found}:
            return found
        chosen = caller_of(key, self.by)
        return [chosen, *found] if chosen else found

    @cached_property
    def chosen(self) -> str:
        """The key of the one who was chosen, or who can only be meant."""
        key = self["person"].value()
        known = {caller.key for caller in self.callers}
        if key in known or (key == "" and not self.is_search):
            return str(key)
        return certain(self.callers, self.words) or self._buyer

    @cached_property
    def by_number(self) -> ByNumber:
        """The orders that what was typed may be the number of."""
        return ByNumber.of(self.words, self.by)

    @property
    def _buyer(self) -> str:
        """Who has bought the one order that is meant."""
        order = self.by_number.meant
        buyer = Caller.of_order(order, self.by) if order else None
        return buyer.key if buyer and buyer in self.callers else ""

    @cached_property
    def caller(self) -> Caller:
        """The person, as far as the page tells."""
        known = {caller.key: caller for caller in self.callers}
        if self.chosen:
            return known[self.chosen]
        typed = (str(self[name].value() or "").strip() for name in TYPED)
        return Caller.typed(*typed)

    @cached_property
    def open_tickets(self) -> list[Ticket]:
        """What is open already of that person."""
        return self.caller.open_tickets(self.by)

    @cached_property
    def about(self) -> About:
        """The order that it is about, if any, among those of that person."""
        number = str(self["order"].value() or "")
        if self.is_search or not number:
            number = self.by_number.number if self.is_unsaid else ""
        return About(self.by, self.caller, number, self.by_number.serial)

    @property
    def ticked(self) -> list[str]:
        """Which lines; at first the one that can only be meant."""
        return self.about.faulty

    @property
    def is_unsaid(self) -> bool:
        """Whether nobody has said yet that it is about no order."""
        return self.is_search or self["order"].value() is None

    @property
    def tickets_of_order(self) -> list[Ticket]:
        """What is open about the order besides what is open of the person."""
        shown = {ticket.pk for ticket in self.open_tickets}
        return [one for one in self.about.tickets if one.pk not in shown]
