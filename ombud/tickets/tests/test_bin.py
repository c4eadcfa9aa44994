"""The bin: what lies there, who brings it back, and when it is gone for good."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

from ombud.channels.models import Delivery
from ombud.testing.factories import (
    make_delivery,
    make_entry,
    make_file,
    make_message,
    make_note,
    make_state,
    make_ticket,
)
from ombud.tickets.jobs import empty_bin
from ombud.tickets.models import Attachment, Draft, Entry, Ticket, Verb
from ombud.tickets.models.attachment import blob_name
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed


@pytest.fixture
def ticket(agnes) -> Ticket:
    return make_ticket(state="open")


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def old(ticket: Ticket) -> Ticket:
    Ticket.objects.filter(pk=ticket.pk).update(
        deleted_at=timezone.now() - timedelta(days=31)
    )
    return now(ticket)


def test_it_comes_back_as_it_was(ticket, agnes, bela):
    closed = make_ticket(state="closed", closed_at=timezone.now() - timedelta(days=3))
    closed.delete_to_bin(by=agnes)
    entry = now(closed).restore(by=bela)
    assert (entry.verb, entry.agent) == (Verb.RESTORED, bela)
    assert now(closed).closed_at == closed.closed_at
    assert not now(closed).is_open


def test_restoring_twice_leaves_one_entry(ticket, agnes):
    ticket.delete_to_bin(by=agnes)
    assert now(ticket).restore(by=agnes)
    assert now(ticket).restore(by=agnes) is None
    assert ticket.entries.filter(verb=Verb.RESTORED).count() == 1


def test_olaf_neither_sees_the_bin_of_support_nor_restores(ticket, agnes, olaf):
    ticket.delete_to_bin(by=agnes)
    assert list(Ticket.objects.in_bin_of(agnes)) == [ticket]
    assert not Ticket.objects.in_bin_of(olaf).exists()
    with pytest.raises(ActionNotAllowed):
        now(ticket).restore(by=olaf)


def test_nothing_is_done_in_the_bin(ticket, agnes):
    ticket.delete_to_bin(by=agnes)
    action = now(ticket).workflow.actions.get(slug="solve")
    with pytest.raises(ActionNotAllowed, match="Restore it first"):
        now(ticket).perform(action, by=agnes)


def test_what_happened_before_waits_until_it_is_restored(ticket, agnes):
    entry = ticket.move(make_state("solved"), by=agnes)
    deleted = now(ticket).delete_to_bin(by=agnes)
    assert "Restore it first" in now(ticket).why_not_undo(entry)
    assert now(ticket).why_not_undo(deleted) == ""


def test_a_restoring_is_undone_only_by_whoever_did_it(ticket, agnes, bela):
    ticket.delete_to_bin(by=agnes)
    was = now(ticket).deleted_at
    entry = now(ticket).restore(by=bela)
    with pytest.raises(ActionNotAllowed):
        now(ticket).undo(entry, by=agnes)
    now(ticket).undo(entry, by=bela)
    assert now(ticket).deleted_at == was


def test_a_note_taken_back_is_a_draft_again_and_not_lost(ticket, agnes, bela):
    entry = make_note(ticket, agnes, "Ask the workshop.")
    with pytest.raises(ActionNotAllowed):
        ticket.undo(entry, by=bela)
    ticket.undo(entry, by=agnes)
    assert Draft.objects.get(author=agnes, kind="note").text == "Ask the workshop."
    assert Entry.objects.get(pk=entry.pk).text == "Ask the workshop."


def test_a_failed_reply_brings_it_back_to_its_author(ticket, agnes):
    entry = make_message(ticket, "Here it is.", out=True, by=agnes, delivery="sent")
    ticket.delete_to_bin(by=agnes)
    entry.message.delivery.give_up("The mailbox is full.")
    assert now(ticket).is_open
    back = ticket.entries.get(verb=Verb.RESTORED)
    assert back.particulars == {"why": "undelivered"}


def test_a_failed_confirmation_leaves_spam_in_the_bin(ticket, agnes):
    entry = make_message(ticket, "We have it.", out=True, delivery="sent")
    ticket.delete_to_bin(by=agnes)
    entry.message.delivery.give_up("There is no such mailbox.")
    assert now(ticket).is_deleted


def test_after_thirty_days_it_is_gone_with_all_that_hung_on_it(
    ticket, agnes, run_jobs, caplog
):
    entry = make_message(ticket, "It leaks.", out=True, by=agnes, delivery="sent")
    make_file(entry, content=b"a picture of a leak")
    ticket.delete_to_bin(by=agnes)
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        empty_bin()
    assert now(ticket)
    old(ticket)
    with caplog.at_level("INFO", logger="ombud.tickets"):
        empty_bin()
    run_jobs()
    for model in (Ticket, Entry, Attachment, Delivery):
        assert not model.objects.exists()
    digest = sha256(b"a picture of a leak").hexdigest()
    assert not default_storage.exists(blob_name(digest))
    assert f"ticket purged ticket={ticket.number} by='Ombud'" in caplog.text


def test_bytes_that_another_ticket_has_too_stay(ticket, agnes, ines, run_jobs):
    make_file(make_note(ticket, agnes), content=b"the logo in each signature")
    other = make_file(
        make_note(make_ticket(), agnes), content=b"the logo in each signature"
    )
    ticket.delete_to_bin(by=agnes)
    now(ticket).purge(by=ines)
    run_jobs()
    assert other.read() == b"the logo in each signature"


def test_one_that_cannot_go_holds_up_no_other(agnes, run_jobs):
    stuck, free = make_ticket("Stuck"), make_ticket("Free")
    make_message(stuck, out=True, by=agnes, delivery="delayed")
    for each in (stuck, free):
        each.delete_to_bin(by=agnes)
        old(each)
    empty_bin()
    assert [one.subject for one in Ticket.objects.all()] == ["Stuck"]


def test_only_a_right_of_its_own_deletes_for_good(ticket, agnes, ines):
    ticket.delete_to_bin(by=agnes)
    with pytest.raises(ActionNotAllowed, match="may not delete"):
        now(ticket).purge(by=agnes)
    now(ticket).purge(by=ines)
    assert not Ticket.objects.exists()


def test_the_right_reaches_no_further_than_ones_teams(ticket, agnes, olaf):
    role = olaf.roles.get()
    role.permissions = [*role.permissions, Permission.PURGE_TICKETS]
    role.save()
    ticket.delete_to_bin(by=agnes)
    with pytest.raises(ActionNotAllowed):
        now(ticket).purge(by=type(olaf).objects.get(pk=olaf.pk))


def test_nothing_goes_for_good_that_is_not_in_the_bin(ticket, ines):
    with pytest.raises(ActionNotAllowed, match="in the bin"):
        ticket.purge(by=ines)


def test_it_waits_for_a_mail_that_is_on_its_way(ticket, agnes, ines):
    entry = make_message(ticket, out=True, by=agnes)
    entry.message.delivery = make_delivery("queued")
    entry.message.save()
    ticket.delete_to_bin(by=agnes)
    with pytest.raises(ActionNotAllowed, match="on its way"):
        now(ticket).purge(by=ines)


def test_a_contact_with_the_number_of_an_agent_takes_nothing_back(ticket, agnes, carla):
    carla.pk = agnes.pk
    entry = make_entry(ticket, by=agnes, changes={"priority": ["low", "normal"]})
    assert not ticket.may_take_back(entry, carla)
