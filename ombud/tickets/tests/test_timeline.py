"""What a reader sees of a ticket's life, and in which shape."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ombud.testing.factories import (
    make_channel,
    make_entry,
    make_message,
    make_note,
    make_ticket,
    read_by,
)
from ombud.tickets.models import Ticket, Verb
from ombud.tickets.paging import Key
from ombud.tickets.timeline import PAGE, timeline_of
from ombud.users.models import User

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def ticket(agnes: User) -> Ticket:
    return make_ticket(assignee=agnes)


def shown(client: Client, ticket: Ticket, query: str = "") -> str:
    return client.get(f"/tickets/{ticket.number}/timeline/{query}").content.decode()


def kinds(ticket: Ticket, reader: User, **more) -> list[str]:
    return [item.kind for item in timeline_of(ticket, reader, **more).items]


def test_letters_notes_and_events_in_their_order(ticket: Ticket, agnes: User) -> None:
    make_message(ticket, at=NOW - timedelta(days=1))
    make_note(ticket, agnes, at=NOW)
    make_entry(ticket, verb=Verb.LINKED, particulars={"number": 7}, at=NOW)
    assert kinds(ticket, agnes) == ["day", "said", "day", "said", "events"]


def test_changes_in_a_row_are_folded_and_name_the_most_important(
    agnes_client: Client, ticket: Ticket, agnes: User
) -> None:
    make_entry(ticket, changes={"priority": ["normal", "high"]}, by=agnes)
    make_entry(ticket, verb=Verb.MOVED, changes={"state": ["new", "open"]}, by=agnes)
    make_entry(ticket, changes={"tags": [[], ["leak"]]}, by=agnes)
    html = shown(agnes_client, ticket)
    assert "New → <b>Open</b>, and 2 more changes" in html
    assert html.count("<li>") == 3


def test_one_change_alone_is_a_line(agnes_client: Client, ticket, agnes: User) -> None:
    changes = {"assignee": [None, agnes.email]}
    make_entry(ticket, verb=Verb.ASSIGNED, changes=changes, by=agnes)
    html = shown(agnes_client, ticket)
    assert "Assigned to <b>Agnes Adler</b> · Agnes Adler" in html
    assert "<details" not in html


def test_what_a_reply_changed_stands_below_it(ticket: Ticket, agnes: User) -> None:
    make_message(ticket, out=True, by=agnes, changes={"state": ["open", "waiting"]})
    assert kinds(ticket, agnes) == ["day", "said", "events"]


def test_a_reply_taken_back_is_an_event_with_its_words(
    agnes_client: Client, ticket: Ticket, agnes: User
) -> None:
    make_message(ticket, "Never sent.", out=True, by=agnes, undone_at=NOW)
    html = shown(agnes_client, ticket)
    assert kinds(ticket, agnes) == ["day", "events"]
    assert "Agnes Adler took a reply back before it left" in html
    assert "Never sent." in html


def test_new_stands_above_what_the_reader_has_not_seen(
    agnes_client: Client, ticket: Ticket, agnes: User, bela: User
) -> None:
    make_message(ticket, "old", at=NOW - timedelta(hours=2))
    read_by(agnes, ticket, NOW - timedelta(hours=1))
    make_message(
        ticket, "Agnes writes", out=True, by=agnes, at=NOW - timedelta(minutes=9)
    )
    make_note(ticket, bela, "Béla writes", at=NOW - timedelta(minutes=5))
    html = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert (
        html.index("Agnes writes") < html.index('id="new"') < html.index("Béla writes")
    )
    again = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert 'id="new"' not in again


def test_the_live_fragment_keeps_the_line(agnes_client: Client, ticket, bela) -> None:
    make_message(ticket, "old", at=NOW - timedelta(hours=2))
    make_note(ticket, bela, "Béla writes", at=NOW - timedelta(minutes=5))
    mark = Key(NOW - timedelta(hours=1), 0)
    assert 'id="new"' in shown(agnes_client, ticket, f"?new={mark}")
    assert 'id="new"' not in shown(agnes_client, ticket, "?new=nonsense")


def test_a_note_says_that_it_is_internal(agnes_client, ticket, bela: User) -> None:
    make_note(ticket, bela)
    html = shown(agnes_client, ticket)
    assert "Internal note" in html
    assert "msg-note" in html


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("queued", "leaves in"),
        ("sending", "Sending"),
        ("sent", "sent"),
        ("delayed", "Delayed"),
        ("failed", "Not delivered"),
        ("bounced", "Came back"),
    ],
)
def test_every_letter_of_ours_wears_its_state(
    agnes_client: Client, ticket: Ticket, agnes: User, state: str, words: str
) -> None:
    make_message(ticket, out=True, by=agnes, delivery=state)
    assert words in shown(agnes_client, ticket)


def test_a_failed_letter_says_why_and_offers_to_send_again(
    agnes_client: Client, ticket: Ticket, agnes: User
) -> None:
    delivery = make_message(
        ticket, out=True, by=agnes, delivery="bounced"
    ).message.delivery
    type(delivery).objects.filter(pk=delivery.pk).update(
        error="The mailbox is full.", server_words="552 5.2.2 over quota"
    )
    html = shown(agnes_client, ticket)
    assert "The mailbox is full." in html
    assert "552 5.2.2 over quota" in html
    assert "Send again" in html


def test_quoted_text_is_folded_and_kept(agnes_client: Client, ticket: Ticket) -> None:
    make_message(ticket, "New.", quoted_html="<blockquote>Old.</blockquote>")
    html = shown(agnes_client, ticket)
    assert "fold-quote" in html
    assert html.index("New.") < html.index("Quoted text") < html.index("Old.")


def test_a_very_long_text_can_be_unfolded(agnes_client: Client, ticket) -> None:
    make_message(ticket, "Word. " * 2000)
    assert "Show all" in shown(agnes_client, ticket)


def test_why_it_was_filed_here_is_told(agnes_client: Client, ticket: Ticket) -> None:
    make_message(ticket, envelope={"cc": [{"name": "", "address": "x@example.com"}]})
    html = shown(agnes_client, ticket)
    assert "It started this ticket" in html
    assert "Support and 1 more" in html


def test_styles_of_a_plain_letter_stay_out_of_our_page(
    agnes_client: Client, ticket: Ticket
) -> None:
    html = (
        '<p style="color: red" id="gmail_quote" class="gmail_quote">Hi <b>you</b></p>'
    )
    make_message(ticket, html=html)
    body = shown(agnes_client, ticket)
    assert "<p>Hi <b>you</b></p>" in body
    assert "style=" not in body


def test_long_threads_are_shown_from_their_end(
    agnes_client: Client, ticket: Ticket, agnes: User
) -> None:
    """Equal times too: nothing is left out, and nothing comes twice."""
    for number in range(PAGE + 10):
        make_message(ticket, f"<{number}>", at=NOW)
    newest = timeline_of(ticket, agnes)
    older = timeline_of(ticket, agnes, before=newest.earlier)
    numbers = [one.pk for one in (*older.items, *newest.items) if one.kind == "said"]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == PAGE + 10
    assert older.earlier is None


def test_earlier_entries_come_without_a_second_heading(
    agnes_client: Client, ticket: Ticket, agnes: User
) -> None:
    for _ in range(PAGE + 1):
        make_message(ticket, at=NOW)
    newest = timeline_of(ticket, agnes)
    day = newest.items[0].key
    url = f"/tickets/{ticket.number}/earlier/?before={newest.earlier}&day={day}"
    html = agnes_client.get(url).content.decode()
    assert f'id="{day}" hx-swap-oob="delete"' in html
    assert html.count("msg-body") == 1


def test_raw_bytes_of_deliveries_are_never_read(
    agnes_client: Client, ticket: Ticket, agnes: User, django_assert_max_num_queries
) -> None:
    make_message(ticket, out=True, by=agnes, delivery="sent")
    with django_assert_max_num_queries(12) as found:
        shown(agnes_client, ticket)
    assert not any('"raw"' in query["sql"] for query in found.captured_queries)


def test_reading_the_live_fragment_is_reading(
    agnes_client: Client, ticket: Ticket, agnes: User
) -> None:
    make_message(ticket)
    shown(agnes_client, ticket)
    assert ticket.readings.filter(user=agnes).exists()


def undo_url(entry) -> str:
    return reverse("entry-undo", args=[entry.pk])


def test_only_whoever_may_take_a_waiting_letter_back_sees_how(
    agnes_client, bela, ticket, agnes
):
    make_channel()
    entry = ticket.reply(by=agnes, text="Hello", html="<p>Hello</p>")
    assert undo_url(entry) in shown(agnes_client, ticket)
    bela.roles.clear()
    items = timeline_of(ticket, bela).items
    assert not any(item.is_revocable for item in items if item.kind == "said")


def test_a_note_is_taken_back_in_its_head_by_its_author_alone(
    agnes_client, bela_client, ticket, agnes
):
    note = ticket.note(by=agnes, text="Wrong ticket", html="<p>Wrong ticket</p>")
    for _again in range(2):
        assert undo_url(note) in shown(agnes_client, ticket)
        assert undo_url(note) not in shown(bela_client, ticket)
