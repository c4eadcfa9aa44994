"""Tickets become one, and each is as it was when that is taken back."""

from threading import Thread

import pytest
from django.db import connection
from django.forms.models import model_to_dict

from ombud.testing.factories import (
    make_file,
    make_message,
    make_note,
    make_ticket,
)
from ombud.tickets.models import Draft, Entry, Ticket, Verb
from ombud.tickets.models.link import CHILD, PARENT, TicketLink
from ombud.workflows.models import ActionNotAllowed


@pytest.fixture
def main(agnes) -> Ticket:
    ticket = make_ticket("The kettle leaks", state="open")
    make_message(ticket, "It leaks from below.")
    return now(ticket)


@pytest.fixture
def other(agnes) -> Ticket:
    ticket = make_ticket("Kettle again", state="open", tags=["leak"])
    make_message(ticket, "And now it smells.")
    return now(ticket)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def texts(ticket: Ticket) -> list[str]:
    said = ticket.entries.exclude(kind="event").order_by("at", "id")
    return list(said.values_list("text", flat=True))


def whole(*tickets: Ticket) -> list[dict]:
    return [model_to_dict(now(one)) for one in tickets]


def test_all_of_it_stands_on_the_main_ticket(main, other, agnes):
    file = make_file(other.entries.get())
    entry = other.merge_into(main, by=agnes)
    assert texts(now(main)) == ["It leaks from below.", "And now it smells."]
    assert list(other.entries.all()) == []
    file.refresh_from_db()
    assert file.entry.ticket == main
    assert (entry.ticket, entry.verb) == (main, Verb.MERGED)
    assert now(main).tags == ["leak"]
    assert now(main).last_preview == "And now it smells."


def test_lists_and_counters_show_the_main_ticket_alone(main, other, agnes):
    other.merge_into(main, by=agnes)
    assert list(Ticket.objects.visible_to(agnes)) == [main]
    assert not now(other).is_open


def test_taking_it_back_leaves_both_as_they_were(main, other, agnes):
    before = whole(main, other)
    entry = other.merge_into(main, by=agnes)
    now(main).undo(entry, by=agnes)
    assert whole(main, other) == before
    assert texts(main) == ["It leaks from below."]
    assert texts(other) == ["And now it smells."]
    assert not Entry.objects.exclude(home=None).exists()
    assert now(other).entries.filter(verb=Verb.PARTED).count() == 1


def test_a_merge_is_taken_back_although_much_has_followed(main, other, agnes, bela):
    entry = other.merge_into(main, by=agnes)
    make_note(now(main), bela, "Looked at both.")
    now(main).alter(by=bela, priority="high", tags=["vip"])
    now(main).undo(entry, by=bela)
    assert texts(main) == ["It leaks from below.", "Looked at both."]
    assert (now(main).priority, now(main).tags) == ("high", ["vip"])
    assert now(other).is_open


def test_a_chain_of_merges_leads_to_its_end(main, other, agnes):
    last = make_ticket("Third", state="open")
    other.merge_into(main, by=agnes)
    now(main).merge_into(last, by=agnes)
    assert now(other).standing == last
    assert len(texts(last)) == 2
    assert Ticket.objects.numbered(other.number).get() == last


def test_the_end_of_a_chain_lets_go_first(main, other, agnes):
    last = make_ticket("Third", state="open")
    first = other.merge_into(main, by=agnes)
    second = now(main).merge_into(last, by=agnes)
    now(last).undo(second, by=agnes)
    assert now(other).standing == main
    assert len(texts(now(main))) == 2
    now(main).undo(Entry.objects.get(pk=first.pk), by=agnes)
    assert texts(now(other)) == ["And now it smells."]


def test_the_beginning_of_a_chain_lets_go_first(main, other, agnes):
    last = make_ticket("Third", state="open")
    before = whole(main, other)
    first = other.merge_into(main, by=agnes)
    second = now(main).merge_into(last, by=agnes)
    now(last).undo(Entry.objects.get(pk=first.pk), by=agnes)
    assert texts(now(other)) == ["And now it smells."]
    assert now(main).standing == last
    now(last).undo(Entry.objects.get(pk=second.pk), by=agnes)
    assert whole(other) == before[1:]
    assert texts(now(main)) == ["It leaks from below."]
    assert now(other).merged_into is None


def test_an_answer_goes_with_what_it_answers(main, other, agnes):
    asked = other.entries.get().message
    entry = other.merge_into(main, by=agnes)
    reply = make_message(
        now(main), "We look.", out=True, envelope={"in_reply_to": asked.message_id}
    )
    make_message(
        now(main),
        "Thank you.",
        envelope={"in_reply_to": reply.message.message_id},
    )
    make_message(now(main), "About the kettle.")
    now(main).undo(entry, by=agnes)
    assert texts(other) == ["And now it smells.", "We look.", "Thank you."]
    assert texts(main) == ["It leaks from below.", "About the kettle."]


def test_followers_hear_of_it_while_it_is_merged(main, other, agnes, bela):
    other.follow(by=bela)
    entry = other.merge_into(main, by=agnes)
    assert main.followings.filter(user=bela).exists()
    now(main).undo(entry, by=agnes)
    assert not main.followings.exists()
    assert other.followings.count() == 1


def test_links_stand_there_too(main, other, agnes):
    third = make_ticket("Third")
    other.link_to(third, by=agnes)
    entry = other.merge_into(main, by=agnes)
    assert third.links.filter(other=main).exists()
    now(main).undo(entry, by=agnes)
    assert not main.links.exists()
    assert third.links.get().other == other


def test_a_draft_goes_on_at_the_main_ticket(main, other, agnes):
    draft = Draft.objects.create(ticket=other, author=agnes, kind="reply", html="Yes")
    entry = other.merge_into(main, by=agnes)
    draft.refresh_from_db()
    assert draft.ticket == main
    now(main).undo(entry, by=agnes)
    draft.refresh_from_db()
    assert draft.ticket == other


def test_two_drafts_of_one_agent_become_one_and_part_again(main, other, agnes):
    mine = {"author": agnes, "kind": "reply"}
    here = Draft.objects.create(ticket=main, html="<p>Here.</p>", **mine)
    there = Draft.objects.create(ticket=other, html="<p>There.</p>", **mine)
    entry = other.merge_into(main, by=agnes)
    here.refresh_from_db()
    assert here.html == "<p>Here.</p><p>There.</p>"
    now(main).undo(entry, by=agnes)
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.html, there.html) == ("<p>Here.</p>", "<p>There.</p>")


def test_a_draft_written_on_since_loses_no_word(main, other, agnes):
    mine = {"author": agnes, "kind": "reply"}
    here = Draft.objects.create(ticket=main, html="<p>Here.</p>", **mine)
    Draft.objects.create(ticket=other, html="<p>There.</p>", **mine)
    entry = other.merge_into(main, by=agnes)
    here.refresh_from_db()
    here.write({"html": f"{here.html}<p>More.</p>"}, version=here.version)
    now(main).undo(entry, by=agnes)
    here.refresh_from_db()
    assert here.html == "<p>Here.</p><p>There.</p><p>More.</p>"


def test_an_open_matter_wakes_the_ticket_it_goes_to(other, agnes):
    solved = make_ticket("Done", state="solved")
    entry = other.merge_into(solved, by=agnes)
    assert now(solved).is_open
    now(solved).undo(entry, by=agnes)
    assert now(solved).state.slug == "solved"


def test_nothing_is_merged_into_itself(main, agnes):
    with pytest.raises(ActionNotAllowed, match="into itself"):
        main.merge_into(main, by=agnes)


def test_nothing_is_merged_twice(main, other, agnes):
    other.merge_into(main, by=agnes)
    with pytest.raises(ActionNotAllowed, match=f"#{other.number} was merged into"):
        other.merge_into(main, by=agnes)


def test_of_two_who_merge_crosswise_the_second_is_told(main, other, agnes, bela):
    other.merge_into(main, by=agnes)
    with pytest.raises(ActionNotAllowed, match="Look there first"):
        main.merge_into(other, by=bela)


def test_no_parent_goes_into_its_child(main, other, agnes):
    TicketLink.objects.create(ticket=main, other=other, kind=CHILD)
    TicketLink.objects.create(ticket=other, other=main, kind=PARENT)
    with pytest.raises(ActionNotAllowed, match="Merge the child"):
        main.merge_into(other, by=agnes)
    other.merge_into(main, by=agnes)


def test_who_may_change_only_one_of_them_merges_none(main, agnes, olaf, warehouse):
    theirs = make_ticket("Return", team=warehouse)
    for by in (agnes, olaf):
        with pytest.raises(ActionNotAllowed, match="You may not change"):
            theirs.merge_into(main, by=by)
    assert now(theirs).merged_into is None


def test_olaf_takes_no_merge_back(main, other, agnes, olaf):
    entry = other.merge_into(main, by=agnes)
    with pytest.raises(ActionNotAllowed, match="You may not take this back"):
        now(main).undo(entry, by=olaf)


def test_what_was_changed_before_stays_with_the_ticket_it_was(main, other, agnes):
    change = other.alter(by=agnes, priority="high")
    now(other).merge_into(main, by=agnes)
    change.refresh_from_db()
    assert "before the tickets were merged" in now(main).why_not_undo(change)


def test_nothing_is_done_on_a_ticket_that_was_merged(main, other, agnes):
    stale = now(other)
    other.merge_into(main, by=agnes)
    action = stale.workflow.actions.get(slug="solve")
    with pytest.raises(ActionNotAllowed, match="Go on there"):
        stale.perform(action, by=agnes)


def test_many_become_one_by_one_entry(main, agnes):
    several = [make_ticket(f"Number {n}", state="open") for n in range(5)]
    entry = main.take_in(several, by=agnes)
    assert entry.particulars["numbers"] == [one.number for one in several]
    now(main).undo(entry, by=agnes)
    assert Ticket.objects.filter(merged_into=None).count() == 6


def test_the_cost_grows_with_no_entry(
    main, other, agnes, django_assert_max_num_queries
):
    for number in range(60):
        make_message(other, f"Letter {number}")
    with django_assert_max_num_queries(40):
        entry = now(other).merge_into(now(main), by=agnes)
    with django_assert_max_num_queries(40):
        now(main).undo(entry, by=agnes)
    assert len(texts(other)) == 61


@pytest.mark.django_db(transaction=True)
def test_two_at_once_wait_for_each_other_and_one_wins(main, other, agnes, bela):
    said: list[str] = []

    def merge(one: Ticket, into: Ticket, by) -> None:
        try:
            now(one).merge_into(now(into), by=by)
            said.append("merged")
        except ActionNotAllowed as no:
            said.append(str(no))
        finally:
            connection.close()

    both = [
        Thread(target=merge, args=(main, other, agnes)),
        Thread(target=merge, args=(other, main, bela)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert said.count("merged") == 1
    assert any("already" in one for one in said)
