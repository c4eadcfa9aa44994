"""Whose a ticket is: the dialog that gives it, the one that explains it, take next."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ombud.testing.factories import (
    make_channel,
    make_message,
    make_team,
    make_ticket,
)
from ombud.tickets.models import EntryKind, Ticket, Verb
from ombud.tickets.owners import owners_for
from ombud.users.models import Absence, Helpdesk
from ombud.workflows.models import ActionNotAllowed, Category

NEXT = "/tickets/next/"


@pytest.fixture
def ticket(agnes, bela) -> Ticket:
    return make_ticket(state="open")


@pytest.fixture
def experts(bela):
    return make_team("experts", bela, tier=2)


def assign_url(ticket: Ticket) -> str:
    return reverse("ticket-action", args=[ticket.number, "assign"])


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def send_away(user, substitute=None) -> None:
    today = user.day_at()
    Absence.objects.plan(
        user,
        first_day=today,
        last_day=today + timedelta(days=2),
        substitute=substitute,
    )


def test_the_load_is_told(ticket, agnes, bela):
    for _number in range(3):
        make_ticket(assignee=agnes)
    people = {one.user: one.load for one in owners_for(ticket)[0].people}
    assert people == {agnes: 3, bela: 0}


def test_whom_to_give_it_to_costs_four_queries(
    ticket, agnes, bela, django_assert_num_queries
):
    send_away(agnes, bela)
    agnes.day_at()
    assert ticket.team
    assert ticket.workflow
    with django_assert_num_queries(4):
        owners_for(ticket)


def test_who_is_away_comes_with_who_stands_in(agnes_client, ticket, agnes, bela):
    send_away(bela, agnes)
    page = agnes_client.get(assign_url(ticket)).content.decode()
    assert "Agnes Adler stands in" in page
    assert "Agnes Adler, who stands in for Béla Balogh" in page


def test_what_they_should_know_is_a_note(agnes_client, ticket, bela):
    wish = {"to": f"support/{bela.email}", "note": "Ask her about the seal."}
    agnes_client.post(assign_url(ticket), wish)
    entry = ticket.entries.get()
    assert (entry.kind, entry.verb) == (EntryKind.NOTE, Verb.ASSIGNED)
    assert entry.text == "Ask her about the seal."
    assert now(ticket).last_preview == "Ask her about the seal."


def test_from_line_to_line_a_reason_is_needed(agnes_client, ticket, experts):
    answer = agnes_client.post(assign_url(ticket), {"to": "experts"})
    assert answer.status_code == 409
    assert "Say why, and what was tried." in answer.content.decode()
    assert now(ticket).team.slug == "support"


def test_with_a_reason_it_goes(agnes_client, ticket, experts):
    wish = {"to": "experts", "note": "Two seals changed, leaks on."}
    agnes_client.post(assign_url(ticket), wish)
    assert now(ticket).team == experts


def test_blanks_are_no_reason(ticket, agnes, experts):
    with pytest.raises(ActionNotAllowed):
        ticket.assign(team=experts, note="  ", by=agnes)


def test_the_chain_is_told_in_words(agnes_client, agnes, carla, support):
    carla.entrust(agnes)
    ticket = Ticket.begin(
        subject="A", team=support, workflow=make_ticket().workflow, contact=carla
    )
    url = reverse("ticket-owner-chain", args=[ticket.number])
    page = agnes_client.get(url).content.decode()
    assert "Why is this mine?" in page
    assert "Customer Carla Conti" in page
    assert "Agnes Adler owns it." in page


def test_the_last_hand_over_is_told(agnes_client, agnes, bela, ticket):
    ticket.assign(agent=agnes, by=bela, note="You know them.")
    url = reverse("ticket-owner-chain", args=[ticket.number])
    page = agnes_client.get(url).content.decode()
    assert "You know them." in page
    assert "Béla Balogh" in page


def test_take_next_opens_it(agnes_client, agnes, ticket):
    answer = agnes_client.post(NEXT)
    assert answer.headers["Location"] == ticket.get_absolute_url()
    assert now(ticket).assignee == agnes
    agnes_client.post(reverse("entry-undo", args=[ticket.entries.get().pk]))
    assert now(ticket).assignee is None


def test_when_nothing_is_left_it_is_said(agnes_client):
    page = agnes_client.post(NEXT, follow=True).content.decode()
    assert "Nothing waits for your teams. Enjoy the quiet." in page


def test_the_lists_have_the_button(agnes_client):
    assert NEXT in agnes_client.get("/inbox/unassigned/").content.decode()
    assert NEXT not in agnes_client.get("/inbox/mine/").content.decode()


def test_a_category_is_set_and_taken_back(agnes_client, ticket):
    Category(name="Returns", slug="returns").keep()
    url = reverse("ticket-category", args=[ticket.number])
    agnes_client.post(url, {"category": "returns"})
    assert now(ticket).category.slug == "returns"
    entry = ticket.entries.get()
    agnes_client.post(reverse("entry-undo", args=[entry.pk]))
    assert now(ticket).category is None
    agnes_client.post(url, {"category": "returns"})
    agnes_client.post(url, {"category": ""})
    assert now(ticket).category is None


def test_what_happened_is_told_in_the_timeline(agnes_client, ticket):
    Category(name="Returns", slug="returns").keep()
    url = reverse("ticket-category", args=[ticket.number])
    agnes_client.post(url, {"category": "returns"})
    page = agnes_client.get(ticket.get_absolute_url()).content.decode()
    assert "Category <b>Returns</b>" in page


def test_one_key_gives_it_back(agnes_client, agnes, bela, ticket):
    ticket.assign(agent=agnes, by=agnes)
    url = reverse("ticket-give-back", args=[ticket.number])
    agnes_client.post(url)
    assert now(ticket).assignee is None
    ticket.assign(agent=bela, by=bela)
    assert agnes_client.post(url).status_code == 409
    assert now(ticket).assignee == bela


@pytest.mark.parametrize("takes", [True, False])
def test_an_answer_takes_it_where_that_is_wanted(ticket, agnes, takes):
    Helpdesk.current().change(reply_takes=takes)
    assert ticket.owner_after_reply(agnes) == (agnes if takes else None)


def test_olaf_sees_and_takes_nothing(olaf_client, ticket):
    url = reverse("ticket-owner-chain", args=[ticket.number])
    assert olaf_client.get(url).status_code == 404
    url = reverse("ticket-category", args=[ticket.number])
    assert olaf_client.post(url, {"category": "x"}).status_code == 404
    url = reverse("ticket-give-back", args=[ticket.number])
    assert olaf_client.post(url).status_code == 404
    olaf_client.post(NEXT)
    assert now(ticket).assignee is None


def test_zoe_has_to_sign_in(outsider_client, ticket):
    assert outsider_client.post(NEXT).status_code == 302
    url = reverse("ticket-owner-chain", args=[ticket.number])
    assert outsider_client.get(url).status_code == 302


def test_an_undone_hand_over_leaves_the_lists(agnes, bela, ticket):
    make_message(ticket, "It leaks.")
    entry = ticket.assign(agent=bela, by=agnes, note="For you.")
    now(ticket).undo(entry, by=agnes)
    assert now(ticket).last_preview == "It leaks."


def test_the_sender_follows_the_team(agnes, ticket, experts):
    own, theirs = make_channel(), make_channel(experts, address="experts@shop.example")
    ticket.channel = own
    ticket.save()
    assert now(ticket).way_out() == own
    ticket.assign(team=experts, note="Over to you.", by=agnes)
    assert now(ticket).way_out() == theirs


def test_without_a_mailbox_of_theirs_it_stays(agnes, ticket, experts):
    own = make_channel()
    make_channel(make_team("others"))
    ticket.channel = own
    ticket.save()
    ticket.assign(team=experts, note="Over to you.", by=agnes)
    assert now(ticket).way_out() == own
