"""Who hears of which entry."""

import pytest

from ombud.core.actor import Machine
from ombud.notifications.hearing import Telling, hear
from ombud.notifications.models import Event, Notification, Preferences, Unheard, Wish
from ombud.notifications.recipients import Heard, heard_by
from ombud.notifications.waking import unheard
from ombud.testing.factories import (
    make_agent,
    make_channel,
    make_delivery,
    make_message,
    make_note,
    make_team,
    make_ticket,
)
from ombud.tickets.models import Ticket, Verb


@pytest.fixture
def ticket(support):
    found = make_ticket(channel=make_channel())
    make_message(found)
    hear()
    return Ticket.objects.get(pk=found.pk)


def test_who_gets_a_ticket_hears_of_it(ticket, agnes, bela, rung):
    ticket.assign(agent=bela, by=agnes)
    assert rung(bela) == ["assigned"]
    assert rung(agnes) == []


def test_who_takes_a_ticket_knows_it(ticket, agnes, rung):
    ticket.assign(agent=agnes, by=agnes)
    assert rung(agnes) == []


def test_who_had_it_hears_that_it_is_gone(ticket, agnes, bela, ines, rung):
    ticket.assign(agent=agnes, by=ines)
    ticket.assign(agent=bela, by=ines)
    assert rung(agnes) == ["assigned", "taken"]


def test_the_owner_hears_customer_and_colleagues(ticket, agnes, bela, rung):
    ticket.assign(agent=bela, by=bela)
    make_message(ticket, "Thank you")
    ticket.note(by=agnes, text="Nice.")
    ticket.reply(by=agnes, text="Hello")
    assert rung(bela) == ["answered", "noted", "replied"]


def test_an_auto_responder_calls_nobody(ticket, bela, rung):
    ticket.assign(agent=bela, by=bela)
    make_message(ticket, "I am away", particulars={"machine": "auto_reply"})
    assert rung(bela) == []


def test_the_owner_hears_that_it_is_done(ticket, agnes, bela, rung):
    ticket.assign(agent=bela, by=bela)
    ticket.perform(ticket.action("solve", by=agnes), by=agnes)
    assert rung(bela) == ["finished"]


def test_followers_hear_of_everything(ticket, agnes, bela, rung):
    ticket.follow(by=bela)
    make_message(ticket, "Thank you")
    ticket.note(by=agnes, text="Nice.")
    ticket.alter(by=agnes, priority="high")
    assert rung(bela) == ["followed_in", "followed_note", "followed_change"]


def test_the_strongest_of_several_reasons_counts(ticket, agnes, bela, rung):
    ticket.assign(agent=bela, by=bela)
    ticket.follow(by=bela)
    ticket.note(by=agnes, text="@bela, look.")
    assert rung(bela) == ["mentioned"]


def test_a_team_is_its_members(ticket, agnes, bela, olaf, rung):
    ticket.note(by=agnes, text="@support, who knows?")
    assert (rung(agnes), rung(bela), rung(olaf)) == ([], ["mentioned"], [])


def test_who_may_not_see_the_ticket_hears_nothing(ticket, agnes, olaf, rung):
    ticket.follow(by=olaf)
    ticket.note(by=agnes, text="Secret.")
    ticket.record(Verb.CHANGED, by=agnes, changes={"assignee": [None, olaf.email]})
    assert rung(olaf) == []


def test_nobody_hears_of_what_is_in_the_bin(ticket, agnes, bela, rung):
    ticket.follow(by=bela)
    ticket.delete_to_bin(by=agnes)
    assert rung(bela) == []


def test_new_tickets_ring_by_choice_alone(support, agnes, bela, rung):
    Preferences(user=bela).keep({Event.TEAM: Wish()}, 8)
    make_message(make_ticket())
    assert (rung(agnes), rung(bela)) == ([], ["unassigned"])


def test_who_opened_it_by_hand_needs_no_bell(support, agnes, rung):
    Preferences(user=agnes).keep({Event.TEAM: Wish()}, 8)
    ticket = make_ticket()
    make_message(ticket)
    ticket.record(Verb.OPENED, by=agnes)
    assert rung(agnes) == []


def test_given_when_opened_is_assigned(support, agnes, bela, rung):
    ticket = make_ticket(assignee=bela)
    make_message(ticket)
    ticket.record(Verb.OPENED, by=agnes)
    assert rung(bela) == ["assigned"]


def test_the_author_hears_what_was_not_delivered(ticket, agnes, bela, rung):
    entry = ticket.reply(by=agnes, text="Hello")
    ticket.assign(agent=bela, by=bela)
    hear()
    entry.message.delivery.give_up("Nobody there.")
    assert rung(agnes)[-1] == rung(bela)[-1] == "undelivered"


def test_whoever_wants_nothing_gets_nothing(ticket, agnes, bela, rung):
    deaf = {event: Wish(in_app=False) for event in Event}
    Preferences(user=bela).keep(deaf, 8)
    ticket.assign(agent=bela, by=agnes)
    assert rung(bela) == []


def test_what_was_taken_back_rings_no_more(ticket, agnes, bela, rung):
    entry = ticket.assign(agent=bela, by=agnes)
    assert rung(bela) == ["assigned"]
    Ticket.objects.get(pk=ticket.pk).undo(entry, by=agnes)
    assert rung(bela) == []


def test_what_was_taken_back_at_once_never_rings(ticket, agnes, bela, rung):
    entry = ticket.assign(agent=bela, by=agnes)
    Ticket.objects.get(pk=ticket.pk).undo(entry, by=agnes)
    assert rung(bela) == []


def test_whoever_stands_in_hears_the_work(ticket, agnes, bela, ines):
    entry = ticket.assign(agent=bela, by=agnes)
    (news,) = Telling([entry.pk]).news()
    vars(news.staff)["stand_ins"] = {bela.pk: ines.pk}
    heard = heard_by(news)
    assert heard == {
        bela.pk: Heard("assigned"),
        ines.pk: Heard("assigned", instead_of=bela.pk),
    }


def test_standing_in_is_told_in_words(ticket, agnes, bela, ines):
    entry = ticket.assign(agent=bela, by=agnes)
    row = Notification(user=ines, entry=entry, reason="assigned", instead_of=bela)
    assert row.words == "Assigned to you, instead of Béla Balogh"


def test_a_machine_tells_too(ticket, bela, rung):
    ticket.assign(agent=bela, by=Machine("Rule"))
    assert rung(bela) == ["assigned"]


def test_old_mail_wakes_nobody(ticket, bela, rung):
    ticket.assign(agent=bela, by=bela)
    hear()
    with unheard():
        make_message(ticket, "From last year")
    assert rung(bela) == []


def test_hearing_twice_tells_once(ticket, agnes, bela, rung):
    entry = ticket.assign(agent=bela, by=agnes)
    rung(bela)
    Unheard.objects.note(entry.pk)
    assert rung(bela) == ["assigned"]


def test_remembering_is_one_statement(ticket, agnes, django_assert_num_queries):
    with django_assert_num_queries(1):
        Unheard.objects.note(1)


def test_many_entries_cost_the_same(
    support, agnes, bela, django_assert_max_num_queries
):
    Preferences(user=bela).keep({Event.ASSIGNED: Wish()}, 8)
    team = make_team("support", *(make_agent(f"Agent{n}") for n in range(5)))
    tickets = [make_ticket(team=team, assignee=bela) for _ in range(10)]
    for one in tickets:
        make_message(one)
        one.follow(by=agnes)
        make_note(one, agnes, "Look.")
    with django_assert_max_num_queries(19):
        hear()
    assert Notification.objects.filter(user=bela).count() == 20


def test_a_delivery_that_is_no_message_calls_nobody(ticket, agnes, rung):
    make_delivery().give_up("Nobody there.")
    assert rung(agnes) == []
