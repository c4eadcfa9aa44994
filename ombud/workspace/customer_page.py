"""What all pages of one customer show: facts, what is open, people, and the tabs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ombud.customers.facts import facts_of
from ombud.customers.forms import Customer
from ombud.customers.kinds import Kind
from ombud.customers.likenesses import like
from ombud.customers.models import Contact
from ombud.sales.bought import SORTS, Bought
from ombud.sales.models import RecordType
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.users.models import User
from ombud.users.permissions import Permission

OPEN_SHOWN, PEOPLE_SHOWN = 10, 50


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the pages of a customer."""

    slug: str
    label: str
    url: str
    count: str = ""


def frame_of(kind: Kind, customer: Customer, reader: User, tab: str) -> dict[str, Any]:
    """The context of each of those pages; a constant number of queries."""
    may_edit = reader.may(Permission.EDIT_CUSTOMERS)
    still = tickets_of(customer, reader).unfinished()
    still = still.select_related("state", "assignee").newest_first()
    return {
        "kind": kind,
        "customer": customer,
        "facts": facts_of(customer),
        "may_edit": may_edit,
        "open_tickets": list(still[:OPEN_SHOWN]),
        "people": people_of(customer),
        "likely": like(customer, reader) if may_edit else [],
        "tabs": list(_tabs(kind, customer, reader)),
        "tab": tab,
    }


def tickets_of(customer: Customer, reader: User) -> TicketQuerySet:
    """Theirs, as far as this reader may see them."""
    seen = Ticket.objects.visible_to(reader)
    return seen.filter(**{customer.noun: customer.pk})


def people_of(customer: Customer) -> list[Contact]:
    """Who works there."""
    if isinstance(customer, Contact):
        return []
    return list(
        customer.contacts.living().for_rows().order_by("name", "pk")[:PEOPLE_SHOWN]
    )


def _tabs(kind: Kind, customer: Customer, reader: User) -> Iterator[Tab]:
    yield Tab("said", pgettext("a tab", "Timeline"), customer.get_absolute_url())
    if reader.may(Permission.SEE_ORDERS):
        mine = Bought.by(customer)
        for slug, label in _names():
            count = mine.counted(SORTS[slug])
            yield Tab(slug, label, kind.url(slug, customer.pk), count)
    yield Tab("changes", _("Changes"), kind.url("changes", customer.pk))


def _names() -> Iterator[tuple[str, str]]:
    yield "orders", _("Orders")
    yield "invoices", _("Invoices")
    types = [one.plural for one in RecordType.objects.all()[:2]]
    if types:
        yield "records", types[0] if len(types) == 1 else _("Records")
