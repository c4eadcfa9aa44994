"""Another customer's number in a reply needs a second look."""

import pytest

from ombud.sales.guarding import foreign_numbers
from ombud.sales.models import Link
from ombud.testing.factories import make_ticket
from ombud.testing.sales import make_order


@pytest.fixture
def stranger(db):
    """Somebody else's order."""
    return make_order("CC-20999", email="zoe@stranger.example")


def seen(ticket, text):
    return [one.what for one in foreign_numbers(ticket, text)]


def test_another_customers_order_is_seen(carla, order, stranger):
    ticket = make_ticket(contact=carla)
    assert seen(ticket, "Your orders cc 10481 and CC-20999.") == ["Order CC-20999"]


def test_an_order_that_is_linked_belongs_here(carla, stranger, agnes):
    ticket = make_ticket(contact=carla)
    Link.objects.link(ticket, stranger, by=agnes)
    assert seen(ticket, "Your order CC-20999.") == []


def test_a_text_without_numbers_asks_for_nothing(
    carla, order, django_assert_num_queries
):
    ticket = make_ticket(contact=carla)
    seen(ticket, "7")
    with django_assert_num_queries(0):
        assert seen(ticket, "It is on its way, 24.90 EUR, in 2026.") == []
