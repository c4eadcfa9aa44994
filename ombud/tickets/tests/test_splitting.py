"""What is another matter becomes a ticket of its own."""

import pytest

from ombud.testing.factories import (
    make_delivery,
    make_file,
    make_message,
    make_note,
    make_ticket,
)
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.workflows.models import ActionNotAllowed


@pytest.fixture
def ticket(agnes) -> Ticket:
    found = make_ticket("Kettle", state="open")
    make_message(found, "It leaks.")
    make_message(found, "And the grinder is too loud.")
    return now(found)


@pytest.fixture
def second(ticket) -> Entry:
    return ticket.entries.order_by("pk").last()


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def texts(ticket: Ticket) -> list[str]:
    said = ticket.entries.exclude(kind="event").order_by("at", "id")
    return list(said.values_list("text", flat=True))


def split_of(ticket: Ticket) -> Entry:
    return ticket.entries.get(verb=Verb.SPLIT)


def test_a_message_moves_to_a_ticket_of_its_own(ticket, second, agnes):
    new = ticket.split([second.pk], by=agnes, subject="Grinder")
    assert texts(ticket) == ["It leaks."]
    assert texts(new) == ["And the grinder is too loud."]
    assert (new.subject, new.requester_email) == ("Grinder", ticket.requester_email)
    assert now(new).last_preview == "And the grinder is too loud."
    assert now(ticket).last_preview == "It leaks."


def test_both_lead_to_each_other(ticket, second, agnes):
    new = ticket.split([second.pk], by=agnes)
    assert ticket.links.get().other == new
    assert new.links.get().other == ticket
    assert split_of(new).particulars["number"] == ticket.number


def test_a_copy_leaves_the_first_ticket_as_it_was(ticket, second, agnes):
    make_file(second)
    new = ticket.split([second.pk], by=agnes, move=False)
    assert len(texts(ticket)) == 2
    copy = new.entries.get(kind="message")
    assert copy.message.message_id == second.message.message_id
    assert copy.attachments.count() == 1


@pytest.mark.parametrize("move", [True, False])
def test_taken_back_it_is_as_before(ticket, second, agnes, move):
    new = ticket.split([second.pk], by=agnes, move=move)
    now(ticket).undo(split_of(ticket), by=agnes)
    assert texts(ticket) == ["It leaks.", "And the grinder is too loud."]
    assert now(new).is_deleted
    assert not ticket.links.exists()
    second.refresh_from_db()
    assert (second.home, second.particulars) == (None, {})


def test_what_has_gone_on_since_is_not_thrown_away(ticket, second, agnes):
    new = ticket.split([second.pk], by=agnes)
    make_note(new, agnes)
    with pytest.raises(ActionNotAllowed, match="has gone on since"):
        now(ticket).undo(split_of(ticket), by=agnes)


def test_it_belongs_to_whoever_wrote_it(ticket, agnes, carlos):
    theirs = make_message(ticket, "Mine too.", sender="carlos@example.com")
    new = ticket.split([theirs.pk], by=agnes)
    assert (new.contact, new.requester_email) == (carlos, "carlos@example.com")


def test_something_has_to_be_chosen_and_something_has_to_stay(ticket, agnes):
    with pytest.raises(ActionNotAllowed, match="Choose a message"):
        ticket.split([split.pk for split in Entry.objects.none()], by=agnes)
    every = list(ticket.entries.values_list("pk", flat=True))
    with pytest.raises(ActionNotAllowed, match="Nothing would be left"):
        ticket.split(every, by=agnes)


def test_a_reply_that_waits_stays(ticket, agnes):
    reply = make_message(ticket, "Yes.", out=True, delivery="queued")
    assert make_delivery("queued").is_held
    with pytest.raises(ActionNotAllowed, match="has not left yet"):
        ticket.split([reply.pk], by=agnes)


def test_nobody_splits_what_is_not_theirs(ticket, second, agnes, olaf, warehouse):
    with pytest.raises(ActionNotAllowed):
        ticket.split([second.pk], by=olaf)
    with pytest.raises(ActionNotAllowed, match="You do not work in the team"):
        ticket.split([second.pk], by=agnes, team=warehouse)
    assert Ticket.objects.count() == 1


def test_entries_of_another_ticket_are_not_taken_along(ticket, second, agnes, olaf):
    other = make_message(make_ticket("Secret"), "Secret.")
    new = ticket.split([second.pk, other.pk], by=agnes)
    assert texts(new) == ["And the grinder is too loud."]


def test_after_a_merge_a_split_goes_back_to_where_it_was(ticket, second, agnes):
    main = make_ticket("Main", state="open")
    merged = ticket.merge_into(main, by=agnes)
    now(main).split([second.pk], by=agnes)
    now(main).undo(split_of(main), by=agnes)
    second.refresh_from_db()
    assert (second.ticket, second.home) == (main, ticket)
    now(main).undo(merged, by=agnes)
    assert len(texts(ticket)) == 2


def test_a_split_is_taken_back_where_its_ticket_was_merged_into(ticket, second, agnes):
    ticket.split([second.pk], by=agnes)
    main = make_ticket("Main", state="open")
    now(ticket).merge_into(main, by=agnes)
    now(main).undo(Entry.objects.get(ticket=main, verb=Verb.SPLIT), by=agnes)
    second.refresh_from_db()
    assert (second.ticket, second.home) == (main, ticket)
