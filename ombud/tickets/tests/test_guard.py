"""The guard over a reply: seen while it is written, and again when it is sent."""

import pytest
from django.db import transaction

from ombud.testing.factories import CARLA, make_channel, make_message, make_ticket
from ombud.tickets.guarding import Outgoing, SecondLook, look_over, sentence_of
from ombud.tickets.models import Draft, Entry, Ticket, Verb

HTMX = {"HX-Request": "true"}
TO = [CARLA]
EVE = "Write to eve@other.example."


@pytest.fixture
def ticket(agnes) -> Ticket:
    found = make_ticket(channel=make_channel(), state="open")
    make_message(found, "It leaks.\n\nKind regards\nCora Klein")
    return found


@pytest.fixture
def stranger(db):
    """Somebody else's matter."""
    return make_ticket(requester_name="Eve", requester_email="eve@other.example")


def seen(ticket, text, **people):
    return [sentence_of(one) for one in look_over(ticket, Outgoing(text, TO, **people))]


def press(client, ticket, text, **data):
    url = f"/tickets/{ticket.number}/actions/reply/"
    data = {"text": text, "to": "Carla Conti <carla@example.com>"} | data
    return client.post(url, data, headers=HTMX)


def save(client, ticket, text):
    url = f"/tickets/{ticket.number}/drafts/reply/"
    data = {"text": text, "to": "Carla Conti <carla@example.com>", "version": 0}
    return client.post(url, data, headers=HTMX).content.decode()


def test_a_wrong_name_is_seen(ticket):
    assert seen(ticket, "Dear Petra,\nhere it is.") == [
        "“Petra” is greeted, but it goes to Carla Conti."
    ]


def test_who_signed_the_last_message_may_be_greeted(ticket):
    assert seen(ticket, "Dear Ms Klein,\nhere it is.") == []


def test_a_letter_without_fault_costs_no_query(ticket, django_assert_num_queries):
    seen(ticket, "7")
    with django_assert_num_queries(0):
        assert seen(ticket, "Dear Carla,\nit is on its way.") == []


def test_who_took_part_before_is_no_outsider(ticket):
    eve = {"name": "", "address": "eve@gmail.com"}
    assert seen(ticket, "Hello.", cc=[eve]) == [
        "eve@gmail.com is new here and gets a copy."
    ]
    make_message(ticket, sender="eve@gmail.com")
    assert seen(ticket, "Hello.", cc=[eve]) == []


def test_another_customers_address_is_seen(ticket, stranger):
    assert seen(ticket, EVE) == ["eve@other.example belongs to another customer."]


def test_our_own_address_and_theirs_are_nobody_elses(ticket):
    assert seen(ticket, "Write to support@shop.example or carla@example.com.") == []


def test_a_colleagues_address_is_nobody_elses(ticket, carla, carlos):
    ticket.contact = carla
    assert seen(ticket, "Ask carlos@example.com.") == []


def test_another_customers_address_is_not_sent_at_once(ticket, agnes, stranger):
    with pytest.raises(SecondLook), transaction.atomic():
        ticket.reply(by=agnes, text=EVE, to=TO)
    entry = ticket.reply(by=agnes, text=EVE, to=TO, despite="She asked for it.")
    assert entry.particulars["despite"] == "She asked for it."


def test_the_line_comes_with_the_saved_draft(client, ticket, agnes):
    client.force_login(agnes)
    page = save(client, ticket, "Dear Petra,\nplease find attached the label.")
    assert "“Petra” is greeted" in page
    assert "An attachment is spoken of, but there is none." in page


def test_a_draft_without_fault_takes_the_line_away(client, ticket, agnes):
    client.force_login(agnes)
    assert "triangle-alert" not in save(client, ticket, "Dear Carla,\nhello.")


def test_the_first_press_asks_and_the_second_sends(client, ticket, agnes, stranger):
    client.force_login(agnes)
    asked = press(client, ticket, EVE)
    assert asked.status_code == 409
    assert "belongs to another customer" in asked.content.decode()
    assert Draft.objects.get().text.strip() == EVE
    again = press(client, ticket, EVE, accepted="eve@other.example", despite="Yes")
    assert again.status_code == 200
    assert Entry.objects.get(verb=Verb.REPLIED).particulars["despite"] == "Yes"


def test_what_was_written_since_is_asked_anew(client, ticket, agnes, stranger):
    client.force_login(agnes)
    make_ticket(requester_name="Ed", requester_email="ed@other.example")
    text = f"{EVE} Or to ed@other.example."
    assert press(client, ticket, text, accepted="eve@other.example").status_code == 409


def test_a_mere_warning_stops_nothing_and_is_told(client, ticket, agnes):
    client.force_login(agnes)
    response = press(client, ticket, "Please find attached the label.")
    assert response.status_code == 200
    assert "An attachment is spoken of" in response.headers["HX-Trigger"]


def test_the_envelope_says_why_it_was_sent(client, ticket, agnes, stranger):
    ticket.reply(by=agnes, text=EVE, to=TO, despite="She asked for it.")
    client.force_login(agnes)
    page = client.get(ticket.get_absolute_url()).content.decode()
    assert "belongs to another customer. She asked for it." in page


def test_others_see_no_warning(client, ticket, olaf, zoe):
    client.force_login(olaf)
    url = f"/tickets/{ticket.number}/drafts/reply/"
    assert client.post(url, {"text": "Dear Petra,"}).status_code == 404
    client.logout()
    assert client.post(url, {"text": "Dear Petra,"}).status_code == 302
