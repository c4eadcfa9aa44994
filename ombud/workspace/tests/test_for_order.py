"""From an order to a ticket: by the palette, by the form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ombud.sales.models import Link, Order, OrderLine
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


def test_after_a_whole_number_enter_makes_it(agnes_client, order) -> None:
    groups = agnes_client.get("/palette/?q=cc-10481").context["groups"]
    assert groups[0].hits[0].url == "/tickets/new/?order=CC-10481"
    part = agnes_client.get("/palette/?q=0481").context["groups"]
    assert part[0].hits[0].url == "/orders/CC-10481/"


def test_a_figure_in_the_palette_costs_little(
    agnes_client, order, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    agnes_client.get("/palette/?q=10481")
    with django_assert_max_num_queries(11):
        agnes_client.get("/palette/?q=10481")


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
    data = filled(agnes_client, text="It leaks", lines=["CC-10481/0"], state="new")
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


# ---- One field finds it


def found(client: Client, who: str, path: str = "callers/", **more: str) -> str:
    query = {"who": who, **more}
    headers = {"HX-Request": "true", "HX-Target": "callers"}
    answer = client.get(f"/tickets/new/{path}", query, headers=headers)
    return answer.content.decode()


@pytest.mark.parametrize("words", ["CC-10481", "cc 10481", "SN-77 10"])
def test_an_orders_or_serial_number_chooses_buyer_order_and_line(
    agnes_client, order, words
) -> None:
    make_order("CC-20000", email="carla@example.com")
    first = OrderLine.objects.filter(order=order, position=0)
    first.update(serial="SN-7710", serial_key="SN7710")
    page = found(agnes_client, words)
    assert 'value="CC-10481" checked' in page
    assert "Carla Conti" in page
    is_serial = words.startswith("SN")
    assert ('value="CC-10481/0" checked' in page) == is_serial
    assert 'id="orders"' in page
    assert 'id="open-tickets"' in page


def test_the_orders_of_whom_was_chosen_are_offered_and_none_is_guessed(
    agnes_client, agnes, order, carla
) -> None:
    role = Role.objects.get(slug="s")
    role.permissions = ["see_orders", "see_customers"]
    role.save()
    page = found(agnes_client, "conti", "orders/", person=f"contact-{carla.pk}")
    assert 'value="CC-10481"' in page
    assert 'id="order-none" value="" checked' in page


def test_an_order_of_somebody_else_goes_with_its_buyer(
    agnes_client, order, carla
) -> None:
    other = make_ticket(requester_name="Zoe", requester_email="z@stranger.example")
    page = found(agnes_client, "", "orders/", person=f"ticket-{other.number}")
    assert "CC-10481" not in page


def test_open_tickets_of_the_order_appear_while_one_types(
    agnes_client, agnes, order
) -> None:
    ticket = make_ticket("It whistles", requester_email="x@example.com")
    Link.objects.link(ticket, order, by=agnes)
    page = found(agnes_client, "CC-10481")
    assert "about this order" in page
    assert "It whistles" in page


@pytest.mark.parametrize("words", ["CC-10481", "10481", "SN-7710"])
def test_bela_finds_no_order_by_any_number(bela_client, order, words) -> None:
    OrderLine.objects.filter(order=order).update(serial="SN-7710", serial_key="SN7710")
    assert "CC-10481<" not in found(bela_client, words)
    assert "CC-10481<" not in found(bela_client, "", "orders/", order="CC-10481")


def test_without_an_order_is_kept(agnes_client, agnes, order) -> None:
    data = filled(agnes_client, text="It leaks", state="new", order="")
    agnes_client.post("/tickets/new/", data)
    assert not Link.objects.exists()


def test_a_letter_costs_the_same_however_many_orders(
    agnes_client, order, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(6):
        make_order(f"CC-1048{number}-{number}", email="carla@example.com")
    found(agnes_client, "CC-10481")
    with django_assert_max_num_queries(18):
        found(agnes_client, "CC-10481")
