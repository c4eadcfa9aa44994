"""Agnes and Béla see orders, Olaf does not, Inés may change them."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from ombud.customers.models import Contact
from ombud.sales.models import Item, Order
from ombud.testing.sales import make_item, make_order
from ombud.users.models import Role, User
from ombud.users.permissions import Permission


@pytest.fixture
def seller(db: None) -> Role:
    """Sees orders."""
    may = [str(Permission.SEE_ORDERS)]
    return Role.objects.create(slug="seller", name="Seller", permissions=may)


@pytest.fixture
def agnes(agnes: User, seller: Role) -> User:
    """In Support, and sees orders."""
    agnes.roles.add(seller)
    return agnes


@pytest.fixture
def machine(db: None) -> Item:
    """What the shop sells."""
    return make_item("M-200", "Brio 200, cream", warranty_months=24)


@pytest.fixture
def order(carla: Contact, machine: Item) -> Order:
    """Carla's."""
    return make_order("CC-10481", email="carla@example.com")


@pytest.fixture
def now() -> Callable[[], object]:
    """This moment."""
    return timezone.now
