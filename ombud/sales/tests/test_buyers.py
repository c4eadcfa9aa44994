"""Who an unknown sender is, by the orders that they name or have paid for."""

import pytest

from ombud.customers.matching import Key
from ombud.sales.models import NotBuyer, Order
from ombud.sales.recognising import read_all
from ombud.sales.wishes import CustomerWish
from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_contact, make_message, make_ticket
from ombud.testing.sales import make_order
from ombud.tickets.models import Verb

OWN = "carla@home.example"


@pytest.fixture
def agnes(agnes):
    return keeps_customers(agnes)


@pytest.fixture
def said(support):
    """Somebody writes, and the job has looked."""

    def write(text="my order CC-10481", *, sender="stranger@example.org", **columns):
        columns = {"requester_name": "", **columns}
        ticket = make_ticket("It leaks", requester_email=sender, **columns)
        make_message(ticket, text)
        read_all()
        ticket.refresh_from_db()
        return ticket

    return write


@pytest.fixture
def bought(carla, order):
    """With an address that she has no more."""
    Order.objects.update(customer_email=OWN, customer_phone="+420 601 000 142")
    order.refresh_from_db()
    return order


@pytest.fixture
def page_of(agnes_client):
    return lambda ticket: agnes_client.get(
        f"/tickets/{ticket.number}/"
    ).content.decode()


def test_number_and_own_address_together_say_who_it_is(said, bought, carla):
    ticket = said(sender=OWN.upper())
    assert (ticket.contact, ticket.matched_by) == (carla, Key.ORDER)
    assert ticket.organisation == carla.organisation
    told = ticket.entries.get(verb=Verb.IDENTIFIED).particulars
    assert (told["number"], told["sureness"]) == ("CC-10481", 97)


def test_number_and_own_phone_say_the_same(said, bought, carla):
    ticket = said(sender="", requester_phone="00420 601 000 142")
    assert ticket.contact == carla


def test_the_timeline_and_the_panel_say_by_what(said, bought, page_of):
    page = page_of(said(sender=OWN))
    assert "linked by order number: CC-10481" in page


def test_whoever_only_names_a_number_is_never_that_customer(said, order, page_of):
    ticket = said()
    assert ticket.contact is None
    page = page_of(ticket)
    assert "Is it Carla Conti?" in page
    assert "which anybody can do" in page


def test_a_namesake_is_asked_for_and_no_more(said, order, page_of):
    ticket = said(requester_name="carla CONTI")
    assert ticket.contact is None
    assert "are called as its buyer is" in page_of(ticket)


def test_two_buyers_at_one_address_are_nobody(said, bought, agnes):
    other = make_contact("Dana", "dana@home.example")
    make_order("CC-10482", email="dana@home.example", shipments=())
    Order.objects.filter(contact=other).update(customer_email=OWN)
    assert said("orders CC-10481 and CC-10482", sender=OWN).contact is None


def test_what_was_taken_back_is_not_linked_again(said, bought, agnes):
    ticket = said(sender=OWN)
    ticket.undo(ticket.entries.get(verb=Verb.IDENTIFIED), by=agnes)
    make_message(ticket, "order CC-10481, I said")
    read_all()
    ticket.refresh_from_db()
    assert ticket.contact is None


def test_who_must_not_be_stored_is_not_found(said, bought, page_of):
    ticket = said(sender=OWN, not_stored=True)
    assert ticket.contact is None
    assert "Is it" not in page_of(ticket)


def test_what_was_bought_with_the_address_is_enough_to_ask(said, bought, page_of):
    assert "CC-10481 was bought with this address." in page_of(
        said("Hello", sender=OWN)
    )


def test_yes_makes_them_the_customer_and_keeps_the_address(
    said, order, carla, agnes_client
):
    ticket = said()
    url = f"/tickets/{ticket.number}/customer/"
    assert agnes_client.post(url, {"contact": carla.pk + 1}).status_code == 422
    agnes_client.post(url, {"contact": carla.pk})
    ticket.refresh_from_db()
    assert ticket.contact == carla
    assert "stranger@example.org" in carla.emails


def test_no_is_not_asked_again(said, bought, carla, agnes_client, page_of):
    ticket = said("Hello", sender=OWN)
    url = f"/tickets/{ticket.number}/buyers/{carla.pk}/denial/"
    assert url in page_of(ticket)
    for _time in range(2):
        assert agnes_client.post(url).status_code == 302
    assert NotBuyer.objects.count() == 1
    assert "Is it Carla" not in page_of(ticket)
    make_message(ticket, "order CC-10481")
    read_all()
    ticket.refresh_from_db()
    assert ticket.contact is None


def test_olaf_and_zoe_say_no_to_nobody(
    said, order, carla, olaf, client_of, outsider_client
):
    url = f"/tickets/{said().number}/buyers/{carla.pk}/denial/"
    assert client_of(olaf).post(url).status_code == 403
    assert client_of(keeps_customers(olaf)).post(url).status_code == 404
    assert "login" in outsider_client.post(url).url
    assert not NotBuyer.objects.exists()


def test_a_buyer_in_no_directory_is_added_with_what_the_order_says(
    said, support, page_of, agnes_client
):
    make_order(customer=CustomerWish("d@new.example", "Dana Nová", "+420601000143"))
    ticket = said("It leaks", sender="d@new.example")
    assert "It may be Dana Nová" in page_of(ticket)
    form = agnes_client.get(f"/tickets/{ticket.number}/requester/").content.decode()
    assert "Dana Nová" in form
    assert "+420601000143" in form


def test_a_stranger_is_not_told_as_an_unknown_buyer(said, support, page_of):
    make_order(customer=CustomerWish("d@new.example", "Dana Nová"))
    assert "It may be Dana" not in page_of(said())


def test_who_gets_an_address_gets_what_was_bought_with_it(agnes, carla, run_jobs):
    order = make_order(email="new@home.example")
    carla.add_address("New@home.example", by=agnes)
    run_jobs()
    order.refresh_from_db()
    assert (order.contact, order.organisation) == (carla, carla.organisation)
