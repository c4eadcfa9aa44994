"""From an order to a ticket: by the palette, by the form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ombud.sales.models import Link, Order
from ombud.testing.factories import make_ticket
from ombud.testing.sales import make_item, make_order
from ombud.tickets.models import Ticket
from ombud.users.models import Role, User


@pytest.fixture
def order(carla: object) -> Order:
    make_item("M-200", "Brio 200")
    return make_order("CC-10481", email="carla@example.com")


@pytest.fixture
def agnes(agnes: User) -> User:
    role = Role.objects.create(slug="s", name="S", permissions=["see_orders"])
    agnes.roles.add(role)
    return agnes


def filled(client: Client, **changes: Any) -> dict[str, Any]:
    form = client.get("/tickets/new/?order=CC-10481").context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {k: v for k, v in values.items() if v is not None} | changes


def test_an_orders_number_offers_it_and_a_new_problem(agnes_client, order) -> None:
    for words in ("CC-10481", "cc10481", "10481"):
        page = agnes_client.get(f"/palette/?q={words}").content.decode()
        assert 'href="/orders/CC-10481/"' in page
        assert "/tickets/new/?order=CC-10481" in page


def test_bela_is_offered_no_orders(bela_client, order) -> None:
    assert "CC-10481" not in bela_client.get("/palette/?q=10481").content.decode()
    page = bela_client.get("/tickets/new/?order=CC-10481").content.decode()
    assert "Brio 200" not in page


def test_the_form_begins_with_the_buyer_and_the_lines(agnes_client, order) -> None:
    page = agnes_client.get("/tickets/new/?order=CC-10481").content.decode()
    assert 'value="Order CC-10481: "' in page
    assert "Brio 200, cream" in page
    assert "Carla Conti" in page


def test_a_number_that_nobody_has_is_an_empty_form(agnes_client, order) -> None:
    answer = agnes_client.get("/tickets/new/?order=CC-404")
    assert answer.status_code == 200
    assert "for-order" not in answer.content.decode()


def test_the_new_ticket_is_linked_with_order_and_faulty_item(
    agnes_client, agnes, order, carla
) -> None:
    data = filled(agnes_client, text="It leaks", lines=["0"], state="new")
    assert agnes_client.post("/tickets/new/", data).status_code == 302
    ticket = Ticket.objects.get()
    assert ticket.contact == carla
    kinds = Link.objects.standing().values_list("kind", "why")
    assert sorted(kinds) == [("item", "opened"), ("order", "opened")]


def test_an_open_ticket_of_the_order_is_shown(agnes_client, agnes, order) -> None:
    ticket = make_ticket("It whistles", requester_email="x@example.com")
    Link.objects.link(ticket, order, by=agnes)
    page = agnes_client.get("/tickets/new/?order=CC-10481").content.decode()
    assert "about this order" in page
    assert "It whistles" in page


def test_the_form_costs_little_more_for_an_order(
    agnes_client, order, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    agnes_client.get("/tickets/new/")
    with django_assert_max_num_queries(23):
        agnes_client.get("/tickets/new/?order=CC-10481")
