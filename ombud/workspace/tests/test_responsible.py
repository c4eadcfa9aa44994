"""Who looks after a customer, chosen beside their ticket."""

import pytest
from django.urls import reverse

from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket


@pytest.fixture
def ticket(agnes, carla) -> Ticket:
    keeps_customers(agnes)
    return make_ticket(contact=carla)


def url(ticket: Ticket, of: str = "contact") -> str:
    return reverse("ticket-responsible", args=[ticket.number, of])


def test_the_panel_says_who(agnes_client, agnes, carla, ticket):
    carla.entrust(agnes)
    page = agnes_client.get(ticket.get_absolute_url()).content.decode()
    assert url(ticket) in page
    assert ">Agnes Adler</a>" in page


def test_agnes_looks_after_carla(agnes_client, agnes, carla, ticket):
    assert "Agnes Adler" in agnes_client.get(url(ticket)).content.decode()
    agnes_client.post(url(ticket), {"to": agnes.email})
    carla.refresh_from_db()
    assert carla.responsible == agnes


def test_and_after_the_company(agnes_client, agnes, carla, ticket):
    agnes_client.post(url(ticket, "organisation"), {"to": agnes.email})
    carla.organisation.refresh_from_db()
    assert carla.organisation.responsible == agnes


def test_nobody_in_particular(agnes_client, agnes, carla, ticket):
    carla.entrust(agnes)
    agnes_client.post(url(ticket), {"to": ""})
    carla.refresh_from_db()
    assert carla.responsible is None


def test_who_may_not_change_customers_reads_who_it_is(bela_client, bela, carla, ticket):
    carla.entrust(bela)
    page = bela_client.get(ticket.get_absolute_url()).content.decode()
    assert url(ticket) not in page
    assert "<span>Béla Balogh</span>" in page
    assert bela_client.post(url(ticket), {"to": ""}).status_code == 403


def test_who_is_in_no_directory_has_nobody(agnes_client, agnes):
    keeps_customers(agnes)
    assert agnes_client.get(url(make_ticket())).status_code == 404


def test_nobody_unknown_is_chosen(agnes_client, ticket):
    answer = agnes_client.post(url(ticket), {"to": "zoe@stranger.example"})
    assert answer.status_code == 422


def test_olaf_and_zoe_choose_nobody(olaf_client, outsider_client, ticket, carla, olaf):
    assert olaf_client.post(url(ticket), {"to": olaf.email}).status_code == 404
    assert outsider_client.post(url(ticket)).status_code == 302
    carla.refresh_from_db()
    assert carla.responsible is None
