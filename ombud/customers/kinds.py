"""The two sorts of customers as pages treat them: people and companies."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ombud.core.addresses import address
from ombud.customers.forms import ContactForm, Customer, CustomerForm, OrganisationForm
from ombud.customers.models import Contact, Organisation
from ombud.customers.searching import find_contacts, find_organisations
from ombud.users.models import User


@dataclass(frozen=True, slots=True)
class Kind:
    """People or companies: the same pages, other words."""

    noun: str
    model: Any
    form: type[CustomerForm]
    search: Callable[[Any, str], Any]
    title: str | Promise
    new: str | Promise
    saved: str | Promise
    icon: str

    def url(self, page: str = "", *args: object) -> str:
        """Of one of its pages: "edit", "facts"; its own without."""
        return address(f"{self.noun}-{page}" if page else self.noun, *args)

    # Names of its pages, for {% url %}.
    @property
    def facts_name(self) -> str:
        """What is known."""
        return f"{self.noun}-facts"

    @property
    def fact_name(self) -> str:
        """One line of it."""
        return f"{self.noun}-fact"

    @property
    def merges_name(self) -> str:
        """With whom it is merged."""
        return f"{self.noun}-merges"

    @property
    def undoing_name(self) -> str:
        """A merge taken back."""
        return f"{self.noun}-merge-undoing"

    @property
    def denial_name(self) -> str:
        """Two are not the same."""
        return f"{self.noun}-denial"

    @property
    def new_url(self) -> str:
        """Add one."""
        return self.url("new")

    @property
    def duplicates_url(self) -> str:
        """Those that may be the same."""
        return self.url("duplicates")

    @property
    def responsible_url(self) -> str:
        """Who looks after many."""
        return self.url("responsible")

    @property
    def list_url(self) -> str:
        """All of them."""
        return address(f"{self.noun}s")

    def found(self, words: str, reader: User) -> Any:
        """Those in whom the words stand, by name."""
        seen = self.search(self.model.objects.visible_to(reader), words)
        if self.noun == "contact":
            seen = seen.select_related("organisation")
        return seen.order_by("name", "pk")

    def hint(self, customer: Customer) -> str:
        """What tells two of one name apart."""
        company = getattr(customer, "organisation", None)
        return company.name if company else str(getattr(customer, "number", ""))

    def get(self, reader: User, pk: int) -> Customer:
        """The one of that id, if this reader may see it; otherwise there is none."""
        seen = self.model.objects.visible_to(reader)
        related = seen.select_related("responsible")
        if self.noun == "contact":
            related = related.select_related("organisation__responsible")
        found: Customer | None = related.filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


PEOPLE = Kind(
    "contact",
    Contact,
    ContactForm,
    find_contacts,
    _("People"),
    _("New contact"),
    _("%(name)s is saved."),
    "contact",
)
COMPANIES = Kind(
    "organisation",
    Organisation,
    OrganisationForm,
    find_organisations,
    _("Companies"),
    _("New company"),
    _("%(name)s is saved."),
    "building-2",
)
KINDS = {kind.noun: kind for kind in (PEOPLE, COMPANIES)}
