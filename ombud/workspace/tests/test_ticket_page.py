"""A ticket's page and pane: head, panel, row, reading, and what they cost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ombud.testing.factories import (
    make_channel,
    make_contact,
    make_entry,
    make_file,
    make_message,
    make_note,
    make_ticket,
)
from ombud.tickets.models import Reading, Ticket
from ombud.users.models import Team, User
from ombud.workflows.known import KnownFields, known_types
from ombud.workflows.models import Category

pytestmark = pytest.mark.django_db
PARTS = ["", "pane/", "panel/", "header/", "timeline/", "earlier/"]
# The page, and the customer's panel.
BUDGET = 12 + 3


@pytest.fixture
def ticket(agnes: User) -> Ticket:
    found = make_ticket("The kettle leaks", tags=["repair"])
    make_message(found)
    return found


def filled(count: int, agnes: User) -> Ticket:
    """A ticket of a known customer with so many letters, notes, files and changes."""
    contact = make_contact("Carla Conti", "carla@example.com", organisation="Example")
    found = make_ticket(contact=contact, assignee=agnes)
    for number in range(count):
        make_file(make_message(found), content=str(number).encode())
        if number % 3 == 0:
            make_note(found, agnes)
            make_message(found, out=True, by=agnes, delivery="sent")
            make_entry(found, changes={"priority": ["low", "high"]}, by=agnes)
    return found


@pytest.mark.parametrize("part", PARTS)
def test_another_team_finds_nothing(olaf_client: Client, ticket, part: str) -> None:
    assert olaf_client.get(f"/tickets/{ticket.number}/{part}").status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_is_asked_to_sign_in(outsider_client, ticket, part: str) -> None:
    response = outsider_client.get(f"/tickets/{ticket.number}/{part}")
    assert response.headers["location"].startswith("/accounts/login/")


def test_the_page_shows_the_ticket(agnes_client: Client, ticket: Ticket) -> None:
    html = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    for words in (
        f"#{ticket.number}",
        "The kettle leaks",
        "repair",
        "carla@example.com",
        "It leaks from below.",
        'data-pane="ticket"',
        f'id="ticket-{ticket.number}-header"',
        f'id="ticket-{ticket.number}-timeline"',
        'id="composer"',
    ):
        assert words in html


def test_the_page_remembers_the_list_one_came_from(
    agnes_client: Client, ticket: Ticket
) -> None:
    agnes_client.get("/inbox/unassigned/?origin=mail")
    html = agnes_client.get(f"/tickets/{ticket.number}/").content.decode()
    assert "/inbox/unassigned/list/?origin=mail&amp;current=" in html


def test_the_pane_brings_panel_row_and_counters_along(
    agnes_client: Client, ticket: Ticket
) -> None:
    html = agnes_client.get(f"/tickets/{ticket.number}/pane/").content.decode()
    assert "<title>The kettle leaks" in html
    assert 'id="ticket"' in html
    assert 'popover hx-swap-oob="true"' in html
    assert f'id="row-{ticket.number}" hx-swap-oob="true"' in html
    assert 'id="nav-views" hx-swap-oob="true"' in html
    assert "data-unread" not in html


def test_opening_is_reading(agnes_client: Client, agnes: User, ticket: Ticket) -> None:
    before = timezone.now()
    agnes_client.get(f"/tickets/{ticket.number}/")
    assert Reading.objects.get(ticket=ticket, user=agnes).at >= before


def test_opening_again_writes_nothing(
    agnes_client: Client, agnes: User, ticket: Ticket
) -> None:
    agnes_client.get(f"/tickets/{ticket.number}/")
    first = Reading.objects.get(ticket=ticket, user=agnes).at
    agnes_client.get(f"/tickets/{ticket.number}/")
    assert Reading.objects.get(ticket=ticket, user=agnes).at == first


def test_marking_unread_leads_back_to_the_list(
    agnes_client: Client, agnes: User, ticket: Ticket
) -> None:
    agnes_client.get(f"/tickets/{ticket.number}/")
    response = agnes_client.post(f"/tickets/{ticket.number}/unread/")
    assert response.headers["location"] == "/inbox/"
    assert not Reading.objects.filter(ticket=ticket, user=agnes).exists()


def test_olaf_cannot_mark_or_change(olaf_client: Client, ticket: Ticket) -> None:
    for part in ("unread/", "priority/"):
        response = olaf_client.post(f"/tickets/{ticket.number}/{part}")
        assert response.status_code == 404


def test_priority_is_set_once(agnes_client: Client, ticket: Ticket) -> None:
    for _ in range(2):
        agnes_client.post(f"/tickets/{ticket.number}/priority/", {"priority": "high"})
    ticket.refresh_from_db()
    assert ticket.priority == "high"
    assert ticket.entries.filter(verb="changed").count() == 1


def test_priority_answers_htmx_with_head_and_timeline(
    agnes_client: Client, ticket: Ticket
) -> None:
    response = agnes_client.post(
        f"/tickets/{ticket.number}/priority/",
        {"priority": "urgent"},
        headers={"HX-Request": "true"},
    )
    html = response.content.decode()
    assert f'id="ticket-{ticket.number}-header"' in html
    assert "Priority Normal → <b>Urgent</b>" in html


def test_the_panel_knows_contact_earlier_and_linked_tickets(
    agnes_client: Client, agnes: User
) -> None:
    contact = make_contact(
        "Carla Conti", "carla@example.com", "c@home.example", organisation="Example"
    )
    ticket = make_ticket(contact=contact)
    make_ticket("An earlier matter", contact=contact)
    other = make_ticket("A linked matter", requester_email="x@example.com")
    ticket.link_to(other, by=agnes)
    html = agnes_client.get(f"/tickets/{ticket.number}/panel/").content.decode()
    for words in ("Example", "c@home.example", "An earlier matter", "A linked matter"):
        assert words in html


def test_the_panel_says_who_is_not_in_the_directory(
    agnes_client: Client, ticket: Ticket
) -> None:
    html = agnes_client.get(f"/tickets/{ticket.number}/panel/").content.decode()
    assert "Not in the directory" in html
    assert "carla@example.com" in html


def test_the_panel_hides_tickets_of_other_teams(
    agnes_client: Client, warehouse
) -> None:
    make_ticket("Of the warehouse", team=warehouse)
    ticket = make_ticket()
    html = agnes_client.get(f"/tickets/{ticket.number}/panel/").content.decode()
    assert "Of the warehouse" not in html


@pytest.mark.parametrize("entries", [3, 60])
def test_a_ticket_costs_the_same_with_three_entries_and_with_sixty(
    agnes_client: Client, agnes: User, entries: int, django_assert_max_num_queries
) -> None:
    ticket = filled(entries, agnes)
    # The first request of a process also reads company, categories, fields and types.
    agnes_client.get("/nav-counts/")
    Category.objects.tree()
    KnownFields.read()
    known_types()
    with django_assert_max_num_queries(BUDGET):
        agnes_client.get(f"/tickets/{ticket.number}/")


@pytest.mark.parametrize("way", ["own", "team", "other", "none"])
def test_a_ticket_costs_at_most_twelve_wherever_its_answers_leave_from(
    agnes_client: Client, warehouse: Team, way: str, django_assert_max_num_queries
) -> None:
    channel = (
        None if way == "none" else make_channel(None if way == "own" else warehouse)
    )
    if way == "team":
        make_channel()
    ticket = make_ticket(channel=channel if way == "own" else None)
    make_message(ticket)
    page = f"/tickets/{ticket.number}/"
    # Opening it is reading it, and what is the same for all tickets is kept a while.
    agnes_client.get(page)
    with django_assert_max_num_queries(12):
        agnes_client.get(page)


def test_a_later_letter_makes_it_unread_again(
    agnes_client: Client, ticket: Ticket
) -> None:
    agnes_client.get(f"/tickets/{ticket.number}/")
    make_message(ticket, at=timezone.now() + timedelta(seconds=1))
    listed = agnes_client.get("/inbox/unread/").content.decode()
    assert f"row-{ticket.number}" in listed
