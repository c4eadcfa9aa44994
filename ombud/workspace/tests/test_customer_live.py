"""A customer's open page hears of what is said, bought and whose a ticket is."""

import psycopg
import pytest
from django.db import transaction

from ombud.core.live import CHANNEL
from ombud.core.live_hub import parameters
from ombud.sales.adopting import adopt
from ombud.sales.models import Order
from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_contact, make_message, make_ticket
from ombud.testing.sales import make_invoice, make_order
from ombud.users.models import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told():
    """What was published while that was done."""

    def while_doing(act):
        with psycopg.connect(**parameters()) as wire:
            wire.execute(f"LISTEN {CHANNEL}")
            with transaction.atomic():
                act()
            return {one.payload for one in wire.notifies(timeout=1)}

    return while_doing


def test_of_an_order_that_is_new(told, carla):
    topics = told(lambda: make_order(email="carla@example.com"))
    assert f"contact-{carla.pk}-bought" in topics
    assert f"organisation-{carla.organisation_id}-bought" in topics


def test_of_an_order_and_an_invoice_that_change(told, carla):
    make_order(email="carla@example.com")
    change = {"email": "carla@example.com", "state": "delivered"}
    assert f"contact-{carla.pk}-bought" in told(lambda: make_order(**change))
    invoice = told(lambda: make_invoice(email="carla@example.com"))
    assert f"contact-{carla.pk}-bought" in invoice


def test_of_what_becomes_theirs_later(told, carla):
    make_order(email="carla@example.com")
    Order.objects.update(contact=None)
    assert f"contact-{carla.pk}-bought" in told(lambda: adopt([carla.pk]))


def test_of_words_on_their_ticket(told, carla):
    ticket = make_ticket(contact=carla)
    topics = told(lambda: make_message(ticket, "It leaks."))
    assert f"contact-{carla.pk}-said" in topics


def test_whose_a_ticket_was_hears_as_well_as_whose_it_is(told, carla, agnes):
    ticket, zoe = make_ticket(contact=carla), make_contact("Zoe")
    topics = told(lambda: ticket.identify(zoe, by=agnes))
    assert {f"contact-{carla.pk}-said", f"contact-{zoe.pk}-said"} <= topics


@pytest.mark.parametrize("part", ["", "orders/", "changes/"])
def test_each_tab_listens_to_both(agnes, client_of, carla, part):
    seller = Role.objects.create(slug="s", name="S", permissions=["see_orders"])
    agnes.roles.add(seller)
    client = client_of(keeps_customers(agnes))
    page = client.get(f"/contacts/{carla.pk}/{part}").content.decode()
    assert f"sse:contact-{carla.pk}-said" in page
    assert f"sse:contact-{carla.pk}-bought" in page
    assert 'id="customer-tabs"' in page
