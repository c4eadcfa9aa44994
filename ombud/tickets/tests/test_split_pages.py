"""Splitting by hand."""

import pytest

from ombud.testing.factories import make_message, make_note, make_ticket
from ombud.tickets.models import Ticket

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def ticket(agnes) -> Ticket:
    found = make_ticket("Kettle")
    make_message(found, "It leaks.")
    make_note(found, agnes, "Ask about the grinder.")
    return found


def url(ticket: Ticket) -> str:
    return f"/tickets/{ticket.number}/splits/"


def wish(ticket: Ticket, **more) -> dict:
    entry = ticket.entries.order_by("pk").last()
    plain = {"entries": [entry.pk], "way": "move", "subject": "Grinder"}
    return plain | {"team": ticket.team_id, "type": "support"} | more


def test_it_offers_what_was_said_with_the_ticket_filled_in(ticket, agnes_client):
    entry = ticket.entries.order_by("pk").last()
    page = agnes_client.get(f"{url(ticket)}?entry={entry.pk}")
    lines = list(page.context["form"].lines)
    assert [line["words"] for line in lines] == ["Ask about the grinder.", "It leaks."]
    assert [line["is_ticked"] for line in lines] == [True, False]
    assert page.context["form"]["subject"].value() == "Kettle"


def test_it_leads_to_the_new_ticket_with_a_way_back(ticket, agnes_client):
    page = agnes_client.post(url(ticket), wish(ticket), follow=True)
    new = Ticket.objects.latest("pk")
    assert page.redirect_chain[0][0] == f"/tickets/{new.number}/"
    assert f"#{new.number} is split from #{ticket.number}" in page.text
    assert new.subject == "Grinder"


def test_taken_back_on_the_new_ticket_one_stands_on_the_old_one(ticket, agnes_client):
    agnes_client.post(url(ticket), wish(ticket))
    entry = ticket.entries.get(verb="split")
    answer = agnes_client.post(f"/entries/{entry.pk}/undo/", **HTMX)
    assert answer.headers["HX-Redirect"] == f"/tickets/{ticket.number}/"


def test_what_is_missing_or_impossible_is_said(ticket, agnes_client):
    nothing = agnes_client.post(url(ticket), wish(ticket, entries=[]), **HTMX)
    assert (nothing.status_code, "Choose a message" in nothing.text) == (422, True)
    every = list(ticket.entries.values_list("pk", flat=True))
    everything = agnes_client.post(url(ticket), wish(ticket, entries=every), **HTMX)
    assert "Nothing would be left" in everything.text
    assert Ticket.objects.count() == 1


def test_olaf_and_zoe_split_nothing(ticket, olaf_client, outsider_client):
    assert olaf_client.get(url(ticket)).status_code == 404
    assert olaf_client.post(url(ticket), wish(ticket)).status_code == 404
    assert outsider_client.post(url(ticket), wish(ticket)).status_code == 302
    assert Ticket.objects.count() == 1


def test_the_menu_and_each_message_lead_there(ticket, agnes_client):
    page = agnes_client.get(f"/tickets/{ticket.number}/").text
    entry = ticket.entries.order_by("pk").last()
    assert f'href="{url(ticket)}"' in page
    assert f"{url(ticket)}?entry={entry.pk}" in page
