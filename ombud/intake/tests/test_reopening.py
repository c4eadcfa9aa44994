"""A customer answers what is finished: it opens again, begins anew, or only thanks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ombud.channels.models import Delivery
from ombud.core.actor import Machine
from ombud.testing.mails import letter, take_in
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.tickets.models.incoming import THANKS
from ombud.users.models import User
from ombud.workflows.models import Workflow

ROOT = "<root@example.com>"
FILE = {"photo.png": b"\x89PNG"}


@pytest.fixture
def old(write, agnes: User) -> Ticket:
    """Solved by agnes; an answer opens it again within ten days."""
    write(message_id=ROOT)
    Workflow.objects.update(reopen_days=10)
    ticket = Ticket.objects.get()
    ticket.perform(ticket.action("solve", by=agnes), by=agnes)
    return ticket


def closed_days_ago(ticket: Ticket, days: int) -> None:
    closed = timezone.now() - timedelta(days=days, hours=1)
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=closed)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_related("state").get(pk=ticket.pk)


def test_within_the_days_an_answer_opens_it_again(write, old) -> None:
    closed_days_ago(old, 9)
    write("It leaks again.", in_reply_to=ROOT)
    assert now(old).state.slug == "open"
    assert Ticket.objects.count() == 1


def test_later_it_begins_a_new_ticket_and_both_say_so(write, old) -> None:
    closed_days_ago(old, 10)
    write("It leaks again.", in_reply_to=ROOT)
    new = Ticket.objects.latest("pk")
    assert (now(old).state.slug, new.state.slug) == ("solved", "new")
    assert (new.subject, new.team, new.workflow) == (
        "Broken parcel",
        old.team,
        old.workflow,
    )
    assert (new.requester_email, new.last_preview) == (
        "carla@example.com",
        "It leaks again.",
    )
    told = Entry.objects.filter(verb=Verb.LINKED)
    assert {one.ticket: one.particulars["number"] for one in told} == {
        old: new.number,
        new: old.number,
    }


def test_the_sender_is_told_the_new_number(write, box, old) -> None:
    Delivery.objects.all().delete()
    box.auto_reply = True
    box.save(update_fields=["auto_reply"])
    closed_days_ago(old, 10)
    write("It leaks again.", in_reply_to=ROOT, **{"from": "Zoe <zoe@stranger.example>"})
    new = Ticket.objects.latest("pk")
    assert f"#{new.number}" in bytes(Delivery.objects.get().raw).decode()


def test_the_next_late_answer_goes_on_there(write, old) -> None:
    closed_days_ago(old, 10)
    write("It leaks again.", in_reply_to=ROOT)
    write("And how.", in_reply_to=ROOT)
    new = Ticket.objects.latest("pk")
    assert Ticket.objects.count() == 2
    assert new.entries.filter(direction="in").count() == 2


def test_what_went_on_and_was_closed_long_ago_too_begins_anew(write, old) -> None:
    closed_days_ago(old, 30)
    write("It leaks again.", in_reply_to=ROOT)
    second = Ticket.objects.latest("pk")
    second.move(second.workflow.states.get(slug="closed"), by=Machine())
    closed_days_ago(second, 11)
    write("And once more.", in_reply_to=ROOT)
    assert Ticket.objects.count() == 3


def test_without_days_an_answer_always_opens_it(write, old) -> None:
    Workflow.objects.update(reopen_days=None)
    closed_days_ago(old, 3000)
    write("It leaks again.", in_reply_to=ROOT)
    assert now(old).state.slug == "open"


def test_of_no_days_every_answer_begins_anew(write, old) -> None:
    Workflow.objects.update(reopen_days=0)
    write("It leaks again.", in_reply_to=ROOT)
    assert Ticket.objects.count() == 2


def test_a_machine_begins_nothing(write, old) -> None:
    closed_days_ago(old, 30)
    write("I am away.", in_reply_to=ROOT, auto_submitted="auto-replied")
    assert Ticket.objects.count() == 1
    assert now(old).state.slug == "solved"


@pytest.mark.parametrize("days", [1, 30])
def test_mere_thanks_are_kept_and_wake_nobody(write, agnes_client, old, days) -> None:
    closed_days_ago(old, days)
    write("Hello Agnes, many thanks! Carla Conti", in_reply_to=ROOT)
    entry = Entry.objects.filter(verb=Verb.RECEIVED).latest("pk")
    assert (entry.ticket, entry.particulars[THANKS]) == (old, True)
    assert now(old).state.slug == "solved"
    assert now(old).last_preview.startswith("Hello Agnes, many thanks!")
    page = agnes_client.get(f"/tickets/{old.number}/").content.decode()
    assert "many thanks!" in page
    assert "Only thanks, so it stays as it is" in page


@pytest.mark.parametrize(
    "words", ["Thanks, but it is still broken.", "Danke, es ist aber noch kaputt."]
)
def test_thanks_with_more_behind_them_open_it_again(write, old, words) -> None:
    write(words, in_reply_to=ROOT)
    assert now(old).state.slug == "open"


def test_thanks_with_a_file_open_it_again(box, old) -> None:
    take_in(letter("Thanks!", in_reply_to=ROOT, files=FILE), box)
    assert now(old).state.slug == "open"


def test_thanks_for_what_is_not_finished_go_on_as_ever(write) -> None:
    write(message_id=ROOT)
    ticket = Ticket.objects.get()
    waiting = ticket.workflow.states.get(slug="waiting")
    ticket.move(waiting, by=Machine())
    write("Thanks!", in_reply_to=ROOT)
    assert now(ticket).state.slug == "open"


def test_olaf_and_zoe_see_neither(olaf_client, outsider_client, write, old) -> None:
    closed_days_ago(old, 10)
    write("It leaks again.", in_reply_to=ROOT)
    new = Ticket.objects.latest("pk")
    assert olaf_client.get(f"/tickets/{new.number}/").status_code == 404
    assert outsider_client.get(f"/tickets/{new.number}/").status_code == 302
