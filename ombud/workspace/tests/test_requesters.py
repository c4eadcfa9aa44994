"""Somebody who wrote becomes a contact, or is found among them, or stays out."""

import pytest

from ombud.customers.models import Contact, Organisation
from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_message, make_ticket
from ombud.tickets.models import Ticket, Verb

HTMX = {"HTTP_HX_REQUEST": "true"}
LETTER = """The grinder is stuck.

Kind regards
Fiona Marsh
Head of Purchasing
The Harbour Hotel Ltd
Tel. +44 20 7946 0108"""


@pytest.fixture
def agnes(agnes):
    return keeps_customers(agnes)


@pytest.fixture
def ticket(support):
    found = make_ticket(
        team=support,
        requester_name="Fiona Marsh",
        requester_email="fiona@harbour.example",
    )
    make_message(found, LETTER)
    return found


def test_the_panel_offers_to_add_who_is_unknown(agnes_client, ticket):
    page = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert f"/tickets/{ticket.number}/requester/" in page
    assert "Not in the directory" in page


def test_the_form_knows_what_the_signature_tells(agnes_client, ticket):
    answer = agnes_client.get(f"/tickets/{ticket.number}/requester/")
    form = answer.context["form"]
    assert {
        name: form[name].value() for name in ("name", "phones", "company", "role")
    } == {
        "name": "Fiona Marsh",
        "phones": "+44 20 7946 0108",
        "company": "The Harbour Hotel Ltd",
        "role": "Head of Purchasing",
    }
    assert form["emails"].value() == "fiona@harbour.example"


def test_the_company_is_the_one_with_that_domain(agnes_client, ticket):
    company = Organisation.objects.create(name="Harbour", domains=["harbour.example"])
    Ticket.objects.update(organisation=company)
    answer = agnes_client.get(f"/tickets/{ticket.number}/requester/")
    assert answer.context["form"]["company"].value() == "Harbour"


def test_added_they_are_whose_ticket_it_is(agnes_client, agnes, ticket):
    wish = {
        "name": "Fiona Marsh",
        "emails": "fiona@harbour.example",
        "company": "The Harbour Hotel",
    }
    answer = agnes_client.post(f"/tickets/{ticket.number}/requester/", wish, **HTMX)
    assert 'id="panel"' in answer.content.decode()
    ticket.refresh_from_db()
    assert ticket.contact == Contact.objects.get(name="Fiona Marsh")
    assert ticket.organisation.name == "The Harbour Hotel"
    entry = ticket.entries.latest("pk")
    assert (entry.verb, entry.agent, ticket.matched_by) == (
        Verb.IDENTIFIED,
        agnes,
        "hand",
    )


def test_what_is_wrong_in_the_form_adds_nobody(agnes_client, ticket):
    wish = {"name": "", "emails": "nonsense"}
    answer = agnes_client.post(f"/tickets/{ticket.number}/requester/", wish)
    assert answer.status_code == 422
    assert not Contact.objects.exists()


def test_somebody_known_gets_the_address_too(agnes_client, ticket, carla):
    url = f"/tickets/{ticket.number}/customer/"
    assert "Carla Conti" in agnes_client.get(url, {"q": "carla"}).content.decode()
    agnes_client.post(url, {"contact": carla.pk})
    ticket.refresh_from_db()
    assert ticket.contact == carla
    assert carla.emails == ["carla@example.com", "fiona@harbour.example"]


def test_a_link_is_taken_back_from_the_timeline(agnes, ticket, carla):
    entry = ticket.identify(carla, by=agnes)
    Ticket.objects.get(pk=ticket.pk).undo(entry, by=agnes)
    ticket.refresh_from_db()
    assert (ticket.contact, ticket.organisation, ticket.matched_by) == (None, None, "")


def test_a_ticket_is_nobodys_again(agnes_client, ticket, carla, agnes):
    ticket.identify(carla, by=agnes)
    agnes_client.post(f"/tickets/{ticket.number}/customer/", {"contact": ""})
    ticket.refresh_from_db()
    assert (ticket.contact, ticket.organisation) == (None, None)


def test_what_they_wrote_before_becomes_theirs(agnes, carla, run_jobs):
    older = make_ticket(requester_email="Old@home.example")
    private = make_ticket(requester_email="old@home.example", not_stored=True)
    carla.add_address("old@home.example", by=agnes)
    run_jobs()
    for one in (older, private):
        one.refresh_from_db()
    assert (older.contact, older.matched_by) == (carla, "email")
    assert private.contact is None


def test_whoever_does_not_agree_stays_out(agnes_client, ticket):
    url = f"/tickets/{ticket.number}/not-stored/"
    for _ in range(2):
        agnes_client.post(url, {"on": "on"})
    ticket.refresh_from_db()
    assert ticket.not_stored
    assert ticket.entries.filter(changes__has_key="not_stored").count() == 1
    page = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "Add to customers" not in page
    agnes_client.post(url, {"on": ""})
    ticket.refresh_from_db()
    assert not ticket.not_stored


def test_somebody_stored_cannot_be_kept_out(agnes_client, agnes, ticket, carla):
    ticket.identify(carla, by=agnes)
    url = f"/tickets/{ticket.number}/not-stored/"
    assert agnes_client.post(url, {"on": "on"}, **HTMX).status_code == 409


PAGES = ["requester", "customer", "not-stored"]


@pytest.mark.parametrize("page", PAGES)
def test_olaf_says_nothing_of_a_ticket_he_may_not_see(client_of, olaf, ticket, page):
    client = client_of(keeps_customers(olaf))
    url = f"/tickets/{ticket.number}/{page}/"
    assert client.post(url, {"name": "x", "on": "on"}).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_bela_without_the_right_adds_nobody(bela_client, ticket, page):
    url = f"/tickets/{ticket.number}/{page}/"
    assert bela_client.post(url, {"name": "x", "on": "on"}).status_code == 403
    panel = bela_client.get(f"/tickets/{ticket.number}/panel/").content.decode()
    assert "Add to customers" not in panel


@pytest.mark.parametrize("page", PAGES)
def test_zoe_is_asked_to_sign_in(outsider_client, ticket, page):
    url = f"/tickets/{ticket.number}/{page}/"
    assert outsider_client.post(url, {"on": "on"}).status_code == 302


def test_the_panel_says_by_which_key_they_were_found(agnes_client, carla):
    ticket = make_ticket(
        contact=carla, organisation=carla.organisation, matched_by="number"
    )
    panel = agnes_client.get(f"/tickets/{ticket.number}/panel/").content.decode()
    assert "linked by customer number" in panel
    assert f'href="/contacts/{carla.pk}/"' in panel
    assert f'id="contact-{carla.pk}-facts"' in panel


def test_the_panel_of_a_known_customer_asks_no_more(
    agnes_client, carla, django_assert_max_num_queries
):
    for place in range(5):
        carla.phones.create(number=f"+42060100014{place}")
    ticket = make_ticket(contact=carla, organisation=carla.organisation)
    # The first reads what is kept for a while.
    agnes_client.get(f"/tickets/{ticket.number}/panel/")
    with django_assert_max_num_queries(9):
        agnes_client.get(f"/tickets/{ticket.number}/panel/")
