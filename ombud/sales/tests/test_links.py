"""Tickets and what they have to do with."""

import pytest
from django.test import Client

from ombud.core.actor import Machine
from ombud.sales.models import Link, LinkState, Reason
from ombud.testing.factories import make_contact, make_ticket
from ombud.testing.sales import make_order
from ombud.tickets.models import Entry, Verb
from ombud.workflows.models import ActionNotAllowed


@pytest.fixture
def ticket(carla, support):
    return make_ticket(contact=carla)


@pytest.fixture
def link(ticket, order, agnes):
    return Link.objects.link(ticket, order, by=agnes)


def events(ticket):
    return [entry.verb for entry in Entry.objects.filter(ticket=ticket)]


def test_linking_stands_on_the_timeline(agnes_client, link, ticket):
    page = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "Linked with <b>Order CC-10481</b>" in page


def test_linking_twice_leaves_one_entry(link, ticket, order, agnes):
    Link.objects.link(ticket, order, by=agnes)
    assert events(ticket) == [Verb.LINKED]


def test_refusing_is_remembered(link, ticket, order, agnes):
    link.refuse(by=agnes)
    link.refuse(by=agnes)
    assert events(ticket) == [Verb.LINKED, Verb.UNLINKED]
    assert not Link.objects.suggest(ticket, order, why=Reason.NUMBER)
    assert not Link.objects.find_out(ticket, order, by=Machine(), why=Reason.SENDER)
    assert Link.objects.get().state == LinkState.REFUSED


def test_what_was_refused_can_be_linked_by_hand(link, ticket, order, agnes):
    link.refuse(by=agnes)
    assert Link.objects.link(ticket, order, by=agnes).is_linked


def test_a_suggestion_that_is_confirmed_is_a_link(ticket, order, agnes):
    link = Link.objects.suggest(ticket, order, why=Reason.NUMBER)
    assert link is not None
    assert not link.is_linked
    link.confirm(by=agnes)
    assert events(ticket) == [Verb.LINKED]


def test_a_suggestion_leaves_no_trace_on_the_timeline(ticket, order, agnes):
    link = Link.objects.suggest(ticket, order, why=Reason.NUMBER)
    link.refuse(by=agnes)
    assert events(ticket) == []


def test_who_sees_no_orders_links_none(ticket, order, bela):
    with pytest.raises(ActionNotAllowed):
        Link.objects.link(ticket, order, by=bela)


def test_the_dialog_finds_an_order_by_its_last_digits(agnes_client, ticket, order):
    url = f"/tickets/{ticket.number}/links/choices/?q=481"
    assert "CC-10481" in agnes_client.get(url).content.decode()


def test_the_dialog_warns_of_an_order_of_another(agnes_client, ticket):
    make_contact("Zoe Zander", "zoe@stranger.example")
    make_order("CC-7", email="zoe@stranger.example")
    page = agnes_client.get(f"/tickets/{ticket.number}/links/?q=cc7").content.decode()
    assert "Another customer: Zoe Zander" in page


def test_the_dialog_finds_tickets_one_sees(agnes_client, ticket, warehouse):
    other = make_ticket("The kettle whistles")
    hidden = make_ticket("A kettle of theirs", team=warehouse)
    url = f"/tickets/{ticket.number}/links/choices/?q=kettle"
    page = agnes_client.get(url).content.decode()
    assert f"#{other.number}" in page
    assert f"#{hidden.number}" not in page


@pytest.mark.parametrize("way", ["page", "htmx"])
def test_linking_in_the_dialog(agnes_client: Client, ticket, order, way):
    headers = {"HX-Request": "true"} if way == "htmx" else {}
    url = f"/tickets/{ticket.number}/links/"
    answer = agnes_client.post(url, {"to": "order/CC-10481"}, headers=headers)
    assert answer.status_code == (200 if way == "htmx" else 302)
    assert Link.objects.standing().get().order == order


def test_linking_what_is_not_there_is_not_found(agnes_client, ticket):
    url = f"/tickets/{ticket.number}/links/"
    for wish in ("order/CC-404", "planet/1", "ticket/none", ""):
        assert agnes_client.post(url, {"to": wish}).status_code == 404


def test_an_order_of_another_is_linked_and_said(agnes_client, ticket):
    make_contact("Zoe Zander", "zoe@stranger.example")
    make_order("CC-7", email="zoe@stranger.example")
    url = f"/tickets/{ticket.number}/links/"
    answer = agnes_client.post(
        url, {"to": "order/CC-7"}, headers={"HX-Request": "true"}
    )
    assert "another customer" in answer.headers["HX-Trigger"]
    assert "data-warn" in answer.content.decode()


def test_tickets_are_linked_and_parted(agnes_client, ticket, agnes):
    other = make_ticket("The kettle whistles")
    url = f"/tickets/{ticket.number}/links/"
    agnes_client.post(url, {"to": f"ticket/{other.number}"})
    assert ticket.links.get().other == other
    ticket.unlink_from(other, by=agnes)
    assert not other.links.exists()


def test_refusing_in_the_head_offers_the_way_back(agnes_client, ticket, link):
    url = f"/tickets/{ticket.number}/links/{link.pk}/refusal/"
    answer = agnes_client.post(url, headers={"HX-Request": "true"})
    assert f"links/{link.pk}/confirmation/" in answer.headers["HX-Trigger"]
    agnes_client.post(f"/tickets/{ticket.number}/links/{link.pk}/confirmation/")
    assert Link.objects.standing().exists()


def test_bela_sees_no_orders(bela_client, ticket, link):
    page = bela_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "link-chip" not in page
    assert "panel-orders" not in page
    assert bela_client.get(f"/tickets/{ticket.number}/links/").status_code == 403


def test_olaf_finds_no_links_of_a_ticket_he_does_not_see(
    olaf, olaf_client, seller, ticket, link
):
    olaf.roles.add(seller)
    for path in ("links/", "links/choices/", "sales/"):
        assert olaf_client.get(f"/tickets/{ticket.number}/{path}").status_code == 404
    for path in (f"links/{link.pk}/refusal/", f"links/{link.pk}/confirmation/"):
        assert olaf_client.post(f"/tickets/{ticket.number}/{path}").status_code == 404


def test_zoe_is_led_to_the_door(outsider_client, ticket, link):
    for path in ("links/", "links/choices/", "sales/"):
        assert (
            outsider_client.get(f"/tickets/{ticket.number}/{path}").status_code == 302
        )


def test_a_link_of_another_ticket_is_not_found(agnes_client, link):
    other = make_ticket("Another")
    url = f"/tickets/{other.number}/links/{link.pk}/refusal/"
    assert agnes_client.post(url).status_code == 404
