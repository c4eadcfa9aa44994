"""The palette finds by number, words and address, and only what one may see."""

import pytest
from django.test import Client
from django.urls import reverse

from ombud.testing.factories import make_contact, make_ticket
from ombud.testing.knowledge import make_template
from ombud.users.models import User

pytestmark = pytest.mark.django_db


def found(client: Client, words: str) -> list[str]:
    groups = client.get("/palette/", {"q": words}).context["groups"]
    return [hit.label for group in groups for hit in group.hits]


def test_the_exact_number_comes_first(agnes_client: Client, agnes: User) -> None:
    ticket = make_ticket("by number")
    make_ticket(f"mentions {ticket.number}")
    for words in (f"{ticket.number}", f"#{ticket.number}", f"# {ticket.number}"):
        hits = found(agnes_client, words)
        assert hits[0] == "by number"
    assert f"mentions {ticket.number}" in found(agnes_client, str(ticket.number))


def test_words_of_subject_and_requester_in_any_order(agnes_client: Client) -> None:
    make_ticket("Brio 200 teče zespodu", requester_name="Petra Svobodová")
    assert found(agnes_client, "SVOBODOVÁ brio") == ["Brio 200 teče zespodu"]
    assert found(agnes_client, "brio nobody") == []


def test_an_address_finds_tickets_of_its_contact(agnes_client: Client) -> None:
    contact = make_contact("Carla", "main@example.com", "second@home.example")
    make_ticket("hers", contact=contact, requester_email="main@example.com")
    assert found(agnes_client, "Second@home") == ["hers"]
    assert found(agnes_client, "main@") == ["hers"]


def test_olaf_finds_nothing_of_ours(olaf_client: Client) -> None:
    ticket = make_ticket("Brio secret")
    for words in ("brio", str(ticket.number), "carla@example.com"):
        assert found(olaf_client, words) == []


def test_a_stranger_is_asked_to_sign_in(outsider_client: Client) -> None:
    assert outsider_client.get("/palette/?q=x").status_code == 302


def test_places_are_found_by_their_names(agnes_client: Client) -> None:
    make_ticket("Unassigned parcel")
    assert found(agnes_client, ">unass") == ["Unassigned"]
    assert "Profile" in found(agnes_client, "profile")


def test_settings_of_others_are_not_offered(agnes_client: Client, ines_client) -> None:
    assert "Roles" not in found(agnes_client, ">roles")
    assert "Roles" in found(ines_client, ">roles")


def test_what_is_typed_is_shown_as_text(agnes_client: Client) -> None:
    html = agnes_client.get("/palette/", {"q": "<b>%_\\"}).content.decode()
    assert "&lt;b&gt;" in html


def test_a_template_is_inserted_where_the_ticket_stands(agnes_client, support):
    ticket = make_ticket(team=support)
    make_template("Refund is on its way")
    url = f"http://testserver{ticket.get_absolute_url()}"
    headers = {"HX-Request": "true", "HX-Current-URL": url}
    place, words = reverse("palette"), {"q": "refund"}
    html = agnes_client.get(place, words, headers=headers).text
    assert 'data-insert="refund-is-on-its-way"' in html
    assert "data-insert" not in agnes_client.get(place, words).text
