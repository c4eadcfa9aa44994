"""A long history: search in it, the notes alone, its beginning, a place in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ombud.testing.factories import make_file, make_message, make_note, make_ticket
from ombud.tickets.models import Ticket
from ombud.tickets.paging import Key
from ombud.users.models import User


@pytest.fixture
def ticket(agnes: User) -> Ticket:
    """120 letters, one a minute, the 7th of them about a pump; and two notes."""
    found = make_ticket()
    start = timezone.now() - timedelta(hours=5)
    for number in range(120):
        text = "The pump hums." if number == 7 else f"Letter {number}."
        make_message(found, text, at=start + timedelta(minutes=number))
    make_note(found, agnes, "Ask the workshop.", at=start)
    make_note(found, agnes, "They know the pump.", at=start + timedelta(minutes=3))
    return found


def page(client: Client, ticket: Ticket, **query: str) -> str:
    answer = client.get(ticket.get_absolute_url(), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_words_are_found_in_letters_and_notes(
    agnes_client: Client, ticket: Ticket
) -> None:
    html = page(agnes_client, ticket, q="PUMP")
    assert "2 entries with “PUMP”" in html
    assert "The <mark>pump</mark> hums." in html
    assert "They know the <mark>pump</mark>." in html
    assert "Letter 8." not in html


def test_all_words_must_stand_in_it(agnes_client: Client, ticket: Ticket) -> None:
    assert "1 entry with" in page(agnes_client, ticket, q="pump hums")
    assert "Nothing found in this ticket" in page(agnes_client, ticket, q="pump dead")


def test_files_are_found_by_their_names(agnes_client: Client, ticket: Ticket) -> None:
    make_file(make_message(ticket, "See below."), "invoice-77.pdf", b"x")
    assert "invoice-77.pdf" in page(agnes_client, ticket, q="INVOICE")


def test_what_is_only_quoted_is_not_found(agnes_client: Client, agnes: User) -> None:
    found = make_ticket()
    entry = make_message(found, "Thanks.")
    entry.text = "Thanks. > The pump hums."
    entry.save()
    assert "0 entries with" in page(agnes_client, found, q="pump")


def test_what_is_searched_for_is_never_markup(
    agnes_client: Client, ticket: Ticket
) -> None:
    make_message(ticket, "Look: <img src=x onerror=alert(1)>")
    html = page(agnes_client, ticket, q="<img onerror")
    assert "<img src=x" not in html
    assert "<mark>&lt;img</mark>" in html


def test_a_hit_leads_to_its_place(agnes_client: Client, ticket: Ticket) -> None:
    entry = ticket.entries.get(text="The pump hums.")
    at = f"{Key(entry.at, entry.pk)}"
    assert f'href="?at={at}#entry-{entry.pk}"' in page(agnes_client, ticket, q="hums")
    html = page(agnes_client, ticket, at=at)
    assert f'id="entry-{entry.pk}"' in html
    assert "Letter 8." in html
    assert "Letter 119." not in html


def test_the_beginning_is_one_step_away(agnes_client: Client, ticket: Ticket) -> None:
    assert "Letter 0." not in page(agnes_client, ticket)
    html = page(agnes_client, ticket, at="first")
    assert "Letter 0." in html
    assert "Letter 119." not in html
    assert "Show earlier" not in html


def test_from_the_beginning_one_walks_to_the_end(
    agnes_client: Client, ticket: Ticket
) -> None:
    seen = set()
    at = "first"
    for _page in range(3):
        html = page(agnes_client, ticket, at=at)
        seen |= {n for n in range(120) if f"Letter {n}." in html}
        at = html.partition('href="?at=')[2].partition("#")[0]
    assert not at
    assert len(seen) == 119


def test_notes_stand_alone(agnes_client: Client, ticket: Ticket) -> None:
    html = page(agnes_client, ticket, only="notes")
    assert "Ask the workshop." in html
    assert "Letter" not in html


def test_more_hits_than_a_page_holds_go_on_before(
    agnes_client: Client, ticket: Ticket
) -> None:
    html = page(agnes_client, ticket, q="letter")
    assert "Show earlier" in html
    before = html.partition("before=")[2].partition('"')[0]
    assert "<mark>Letter</mark> 30." in page(
        agnes_client, ticket, q="letter", before=before
    )


@pytest.mark.parametrize("query", [{"at": "nonsense"}, {"only": "x"}, {"q": "  "}])
def test_nonsense_shows_the_whole(
    agnes_client: Client, ticket: Ticket, query: dict[str, str]
) -> None:
    assert "Letter 119." in page(agnes_client, ticket, **query)


@pytest.mark.parametrize("query", [{"q": "letter"}, {"only": "notes"}, {"at": "first"}])
def test_a_part_costs_no_more_than_the_whole(
    agnes_client: Client, ticket: Ticket, query: dict[str, str]
) -> None:
    page(agnes_client, ticket)
    with CaptureQueriesContext(connection) as whole:
        page(agnes_client, ticket)
    with CaptureQueriesContext(connection) as part:
        page(agnes_client, ticket, **query)
    assert len(part) <= len(whole)


def test_the_menu_offers_search_and_jumps(agnes_client: Client, ticket: Ticket) -> None:
    html = page(agnes_client, ticket)
    for words in ('name="q"', "?at=first#ticket-", "?only=notes", "#newest", "#new"):
        assert words in html


def test_olaf_finds_nothing_by_searching(olaf_client: Client, ticket: Ticket) -> None:
    answer = olaf_client.get(ticket.get_absolute_url(), {"q": "pump"})
    assert answer.status_code == 404


def test_zoe_is_asked_to_sign_in(outsider_client: Client, ticket: Ticket) -> None:
    answer = outsider_client.get(ticket.get_absolute_url(), {"q": "pump"})
    assert answer["Location"].startswith("/accounts/login/")
