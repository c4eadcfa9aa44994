"""Pressing Solve prepares the answer of the type, and sends nothing unseen."""

import pytest
from django.urls import reverse

from ombud.testing.factories import make_channel, make_message, make_ticket
from ombud.testing.knowledge import make_template
from ombud.tickets.models import Draft, Entry

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket(support):
    made = make_ticket(team=support, channel=make_channel(support), state="open")
    make_message(made)
    return made


@pytest.fixture
def solution():
    html = "<p>Dear {{ customer.name }}, it is done.</p>"
    columns = {"kind": "full", "solves": "support", "subject": "Done"}
    return make_template("Solved", html=html, **columns)


def solve(client, ticket, **data):
    place = reverse("ticket-action", args=[ticket.number, "solve"])
    return client.post(place, data, headers=HTMX)


def state(ticket):
    ticket.refresh_from_db()
    return ticket.state.slug


def test_the_answer_waits_for_a_look(agnes_client, ticket, solution):
    html = solve(agnes_client, ticket).text
    draft = Draft.objects.get()
    assert draft.html == "<p>Dear Carla Conti, it is done.</p>"
    assert (draft.subject, draft.target, state(ticket)) == ("Done", "solved", "open")
    assert "Prepared for you" in html
    assert "Send and set Solved" in html
    assert not Entry.objects.filter(verb="replied").exists()


def test_it_is_solved_without_a_message_too(agnes_client, ticket, solution):
    solve(agnes_client, ticket)
    solve(agnes_client, ticket, without_message="on")
    assert (state(ticket), Draft.objects.count()) == ("solved", 0)


def test_what_somebody_has_changed_stays_a_draft(agnes_client, ticket, solution):
    solve(agnes_client, ticket)
    Draft.objects.update(html="<p>My own words</p>")
    solve(agnes_client, ticket, without_message="on")
    assert (state(ticket), Draft.objects.get().html) == (
        "solved",
        "<p>My own words</p>",
    )


def test_a_begun_reply_is_not_written_into(agnes_client, ticket, solution, agnes):
    begun = "<p>I am still writing</p>"
    Draft.objects.create(ticket=ticket, author=agnes, kind="reply", html=begun)
    solve(agnes_client, ticket)
    assert (state(ticket), Draft.objects.get().html) == ("solved", begun)


def test_whom_no_mail_reaches_needs_no_answer(agnes_client, ticket, solution):
    Entry.objects.all().delete()
    type(ticket).objects.update(requester_email="")
    solve(agnes_client, ticket)
    assert state(ticket) == "solved"


def test_another_type_has_another_answer(agnes_client, ticket):
    make_template("Complaint settled", kind="full", solves="complaint")
    solve(agnes_client, ticket)
    assert state(ticket) == "solved"


def test_without_script_the_page_opens_at_the_answer(agnes_client, ticket, solution):
    place = reverse("ticket-action", args=[ticket.number, "solve"])
    answer = agnes_client.post(place, follow=True)
    assert "it is done." in answer.text
