"""Mail to a ticket in the bin, and what is left of mail once a ticket is gone."""

import pytest

from ombud.channels.models import Delivery
from ombud.intake.models import Fate, Inbound
from ombud.tickets.models import Ticket, Verb

ROOT = "<root@example.com>"


@pytest.fixture
def in_bin(write, agnes) -> Ticket:
    write(message_id=ROOT)
    ticket = Ticket.objects.get()
    ticket.delete_to_bin(by=agnes)
    return ticket


def now() -> Ticket:
    return Ticket.objects.get()


def test_a_mail_of_the_customer_brings_it_back_and_says_why(write, in_bin) -> None:
    write("Are you still there?", in_reply_to=ROOT)
    assert now().is_open
    assert not now().is_deleted
    back = now().entries.get(verb=Verb.RESTORED)
    assert back.particulars == {"why": "mail"}


def test_the_page_tells_that_the_customer_wrote(write, in_bin, agnes_client) -> None:
    write("Are you still there?", in_reply_to=ROOT)
    page = agnes_client.get(f"/tickets/{in_bin.number}/")
    assert "because the customer has written again" in page.text


def test_an_automatic_reply_leaves_it_there_and_is_kept(write, in_bin) -> None:
    write("I am away.", in_reply_to=ROOT, auto_submitted="auto-replied")
    assert now().is_deleted
    assert now().entries.filter(verb=Verb.RECEIVED).count() == 2


def test_a_mail_to_a_ticket_that_is_gone_begins_a_new_one(write, in_bin, ines) -> None:
    Delivery.objects.update(state="sent")
    now().purge(by=ines)
    write("Are you still there?", in_reply_to=ROOT, subject=f"[#{in_bin.number}] x")
    assert now().number != in_bin.number


def test_only_a_line_of_the_ledger_is_left(in_bin, ines, ines_client) -> None:
    Delivery.objects.update(state="sent")
    now().purge(by=ines)
    left = Inbound.objects.get()
    assert (left.fate, left.entry, bytes(left.raw)) == (Fate.TICKETED, None, b"")
    assert (left.sender, left.subject, left.message_id) == ("", "", "")
    assert left.uid
    page = ines_client.get(f"/settings/incoming/{left.pk}/")
    assert "Its ticket was deleted for good." in page.text
    assert "Make it a ticket" not in page.text


def test_what_is_gone_is_not_read_again(in_bin, ines) -> None:
    Delivery.objects.update(state="sent")
    now().purge(by=ines)
    assert not Inbound.objects.get().try_again(release=True)
