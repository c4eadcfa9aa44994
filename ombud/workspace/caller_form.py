"""Who a ticket by hand is about, as the page asks it."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.workspace.caller_search import certain, find_callers
from ombud.workspace.callers import Caller, caller_of

TYPED = ("who", "name", "email", "phone")


class CallerForm(forms.Form):
    """Who it is about: chosen from those found, or typed."""

    who = forms.CharField(label=_("Who is it?"), required=False, max_length=200)
    person = forms.CharField(required=False, max_length=40)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=320)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)

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
        found = find_callers(self.words, self.by)
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
        return certain(self.callers, self.words)

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
