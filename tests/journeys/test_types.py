"""Each type that we ship, from the customer's first mail to done, button by button."""

import pytest
from django.test import Client

from ombud.testing.mails import letter, make_mailbox, take_in
from ombud.tickets.models import Entry, Ticket, Verb
from ombud.workflows.starting import starter

Step = tuple[str, dict[str, str], str]
REPLY = {"html": "<p>We look at it.</p>", "to": "carla@example.com"}

# Type: (button, what is filled in, state afterwards), and what the customer is told of.
STORIES: dict[str, tuple[list[Step], set[str]]] = {
    "support": (
        [
            ("take", {}, "new"),
            ("reply", REPLY, "waiting"),
            ("solve", {}, "solved"),
            ("close", {}, "closed"),
        ],
        set(),
    ),
    "return": (
        [
            ("start", {}, "open"),
            (
                "announce",
                {
                    "fields-return_reason": "repair",
                    "fields-serial_number": "LP-20417",
                    "fields-under_warranty": "on",
                },
                "underway",
            ),
            ("received", {}, "inspection"),
            (
                "send-supplier",
                {
                    "fields-supplier_name": "Officine Belloni",
                    "fields-back_by": "2026-12-24",
                },
                "supplier",
            ),
            ("from-supplier", {}, "repaired"),
            ("send-back", {"fields-tracking_number": "1Z 999"}, "solved"),
            ("close", {}, "closed"),
        ],
        {"announce", "send-supplier", "send-back"},
    ),
    "lead": (
        [
            ("contacted", {}, "open"),
            ("qualify", {"fields-need": "Three machines."}, "qualified"),
            ("quoted", {}, "waiting"),
            (
                "win",
                {
                    "fields-order_value_0": "14,000.00",
                    "fields-order_value_1": "GBP",
                },
                "won",
            ),
        ],
        set(),
    ),
    "feedback": ([("thank", {}, "closed")], {"thank"}),
    "application": (
        [
            ("review", {"fields-position_wanted": "Barista trainer"}, "open"),
            ("invite", {"fields-interview_on": "2026-12-01"}, "interview"),
            ("refuse", {}, "closed"),
        ],
        {"invite", "refuse"},
    ),
}


def press(client: Client, ticket: Ticket, step: Step) -> None:
    """As a browser without script: the button is there, its form, and its effect."""
    slug, filled_in, state = step
    url = f"/tickets/{ticket.number}/actions/{slug}/"
    page = client.get(ticket.get_absolute_url()).content.decode()
    assert url in page
    asked = client.get(url, follow=True).content.decode()
    assert all(f'name="{name}"' in asked for name in filled_in if "-" in name)
    assert client.post(url, filled_in).status_code == 302
    assert Ticket.objects.get().state.slug == state


@pytest.mark.parametrize("slug", STORIES)
def test_a_type_is_worked_to_its_end(slug, agnes, agnes_client, live_ombud, run_jobs):
    steps, told = STORIES[slug]
    take_in(letter("I write to you."), make_mailbox(workflow=starter(slug)))
    ticket = Ticket.objects.get()
    assert (ticket.workflow.slug, ticket.state.slug) == (slug, "new")
    for step in steps:
        press(agnes_client, ticket, step)
    assert not Ticket.objects.get().is_open
    run_jobs()
    heard = Entry.objects.filter(ticket=ticket, verb=Verb.NOTIFIED)
    assert told <= set(heard.values_list("cause", flat=True))


def test_an_answer_brings_a_solved_repair_back(agnes_client, live_ombud):
    box = make_mailbox(workflow=starter("return"))
    take_in(letter("It hisses.", message_id="<one@example.com>"), box)
    ticket = Ticket.objects.get()
    press(agnes_client, ticket, ("solve", {}, "solved"))
    take_in(letter("It hisses again.", in_reply_to="<one@example.com>"), box)
    assert Ticket.objects.get().state.slug == "open"


def test_a_parcel_on_its_way_is_not_woken_by_a_mail(agnes_client, live_ombud):
    box = make_mailbox(workflow=starter("return"))
    take_in(letter("It hisses.", message_id="<one@example.com>"), box)
    ticket = Ticket.objects.get()
    reason = {"fields-return_reason": "withdrawal"}
    press(agnes_client, ticket, ("announce", reason, "underway"))
    take_in(letter("Sent today.", in_reply_to="<one@example.com>"), box)
    assert Ticket.objects.get().state.slug == "underway"
