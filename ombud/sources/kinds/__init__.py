"""What files may hold: contacts, companies, items, orders, invoices, shipments, …"""

from collections.abc import Iterator

from ombud.sales.models import RecordType
from ombud.sources.kinds.base import Kind
from ombud.sources.kinds.customers import CONTACTS, ORGANISATIONS
from ombud.sources.kinds.orders import ORDERS
from ombud.sources.kinds.records import kind_of_type
from ombud.sources.kinds.sales import INVOICES, ITEMS, SHIPMENTS
from ombud.users.models import User

PLAIN = (CONTACTS, ORGANISATIONS, ITEMS, ORDERS, INVOICES, SHIPMENTS)
RECORD = "record:"

__all__ = ["Kind", "all_kinds", "find_kind", "kinds_for"]


def all_kinds() -> Iterator[Kind]:
    """Also one for each type of record."""
    yield from PLAIN
    for one in RecordType.objects.all():
        yield kind_of_type(one)


def find_kind(slug: str) -> Kind | None:
    """The one of that word; None where its type of record is gone."""
    found = next((kind for kind in PLAIN if kind.slug == slug), None)
    if found or not slug.startswith(RECORD):
        return found
    one = RecordType.objects.filter(slug=slug.removeprefix(RECORD)).first()
    return kind_of_type(one) if one else None


def kinds_for(user: User) -> list[Kind]:
    """Those that this agent may change by hand too."""
    return [kind for kind in all_kinds() if user.may(kind.permission)]
