"""The lists: who sees what, in which order, how many, in how many queries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ombud.testing.factories import (
    make_delivery,
    make_message,
    make_team,
    make_ticket,
    read_by,
)
from ombud.tickets.lists import LISTS
from ombud.users.models import User
from ombud.workflows.models import Rights

pytestmark = pytest.mark.django_db
VIEWS = [each.slug for each in LISTS]


def subjects(response) -> list[str]:
    listing = response.context["listing"]
    return [row.subject for group in listing.groups for row in group.rows]


def test_home_leads_to_the_list(agnes_client: Client) -> None:
    assert agnes_client.get("/").headers["location"] == "/inbox/"


@pytest.mark.parametrize("view", VIEWS)
def test_a_stranger_is_asked_to_sign_in(outsider_client: Client, view: str) -> None:
    response = outsider_client.get(f"/inbox/{view}/")
    assert response.status_code == 302
    assert response.headers["location"].startswith("/accounts/login/")


@pytest.mark.parametrize("view", VIEWS)
def test_another_team_sees_nothing(olaf_client: Client, view: str) -> None:
    make_message(make_ticket(), out=True, delivery="failed")
    response = olaf_client.get(f"/inbox/{view}/")
    assert response.status_code == 200
    assert subjects(response) == []


def test_an_unknown_view_is_not_there(agnes_client: Client) -> None:
    assert agnes_client.get("/inbox/nonsense/").status_code == 404


def test_each_view_holds_its_tickets(agnes_client: Client, agnes: User) -> None:
    mine = make_ticket("mine", assignee=agnes)
    make_message(make_ticket("nobody's"))
    make_ticket("done", state="closed")
    failed = make_ticket("failed", assignee=agnes)
    make_message(failed, out=True, delivery="bounced")
    make_message(mine)
    read_by(agnes, mine)

    def shown(view: str) -> set[str]:
        return set(subjects(agnes_client.get(f"/inbox/{view}/")))

    assert shown("mine") == {"mine", "failed"}
    assert shown("teams") == {"mine", "nobody's", "failed"}
    assert shown("unassigned") == {"nobody's"}
    assert shown("unread") == {"nobody's"}
    assert shown("open") == {"mine", "nobody's", "failed"}
    assert shown("all") == {"mine", "nobody's", "failed", "done"}
    assert shown("not-delivered") == {"failed"}


def test_a_ticket_of_mine_in_another_team_is_mine(
    agnes_client: Client, agnes: User
) -> None:
    make_ticket("lent", team=make_team("elsewhere"), assignee=agnes)
    assert subjects(agnes_client.get("/inbox/mine/")) == ["lent"]


def test_newest_message_first_and_longest_waiting_first(agnes_client: Client) -> None:
    now = timezone.now()
    for hours in (2, 1, 3):
        make_ticket(str(hours), last_message_at=now - timedelta(hours=hours))
    assert subjects(agnes_client.get("/inbox/teams/")) == ["1", "2", "3"]
    waiting = agnes_client.get("/inbox/teams/?order=waiting")
    assert subjects(waiting) == ["3", "2", "1"]


@pytest.mark.parametrize("order", ["", "waiting"])
def test_equal_times_are_paged_without_gap_or_double(
    agnes_client: Client, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.setattr("ombud.workspace.listing.SIZE", 3)
    now = timezone.now()
    for number in range(10):
        make_ticket(str(number), last_message_at=now)
    found, url = [], f"/inbox/teams/rows/?order={order}"
    while url:
        response = agnes_client.get(url)
        found += subjects(response)
        listing = response.context["listing"]
        url = listing.next_rows_url if listing.page.next else ""
    assert sorted(found) == sorted(str(number) for number in range(10))
    assert len(found) == 10


def test_a_day_has_one_heading_over_two_pages(
    agnes_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ombud.workspace.listing.SIZE", 2)
    for _ in range(3):
        make_ticket(last_message_at=timezone.now() - timedelta(days=40))
    first = agnes_client.get("/inbox/teams/").context["listing"]
    second = agnes_client.get(first.next_rows_url).context["listing"]
    assert [group.label for group in first.groups] == ["Earlier"]
    assert [group.label for group in second.groups] == [""]


def test_nonsense_in_the_address_is_left_out(agnes_client: Client) -> None:
    make_ticket()
    url = "/inbox/teams/?state=x&origin=y&order=z&after=1-x&current=k"
    assert len(subjects(agnes_client.get(url))) == 1


def test_filters_narrow_by_state_team_and_origin(
    agnes_client: Client, agnes: User
) -> None:
    make_team("sales", agnes)
    make_ticket("call", origin="phone", state="open")
    make_ticket("offer", team=make_team("sales"))
    assert subjects(agnes_client.get("/inbox/teams/?origin=phone")) == ["call"]
    assert subjects(agnes_client.get("/inbox/teams/?team=sales")) == ["offer"]
    assert subjects(agnes_client.get("/inbox/teams/?state=open")) == ["call"]


def test_an_empty_list_says_so_and_a_narrow_one_offers_the_way_out(
    agnes_client: Client,
) -> None:
    assert b"Nothing waits for your teams." in agnes_client.get("/inbox/").content
    narrow = agnes_client.get("/inbox/teams/?state=open").content
    assert b"Clear filters" in narrow


def test_counters_are_capped_and_by_one_statement(
    agnes_client: Client, django_assert_num_queries, agnes: User
) -> None:
    from ombud.tickets.counting import counts_for, shown

    for _ in range(101):
        make_ticket(assignee=agnes, last_in_at=timezone.now())
    _ = agnes.belongings, Rights.of(agnes)
    with django_assert_num_queries(1):
        counts = counts_for(agnes)
    assert counts["mine"] == counts["teams"] == counts["unread"] == 100
    assert counts["unassigned"] == counts["not-delivered"] == 0
    assert shown(counts["mine"]) == "99+"
    assert "99+" in agnes_client.get("/nav-counts/?view=mine").content.decode()


def test_counters_of_who_has_no_team_are_nothing(ines: User) -> None:
    from ombud.tickets.counting import counts_for

    make_ticket()
    assert counts_for(ines)["teams"] == 0
    assert counts_for(ines)["open"] == 1


@pytest.mark.parametrize("view", VIEWS)
def test_a_list_costs_at_most_ten_queries(
    agnes_client: Client, agnes: User, view: str, django_assert_max_num_queries
) -> None:
    make_team("sales", agnes)
    for _ in range(45):
        make_message(make_ticket(assignee=agnes, tags=["a"]))
    # The first request of a process also reads the company.
    agnes_client.get("/nav-counts/")
    with django_assert_max_num_queries(10):
        agnes_client.get(f"/inbox/{view}/?state=new")


def test_a_row_says_what_an_agent_needs(agnes_client: Client, bela: User) -> None:
    ticket = make_ticket(
        "Leak", priority="urgent", tags=["repair"], assignee=bela, origin="phone"
    )
    make_message(ticket, "We are on it.", out=True, by=bela, delivery="sent")
    html = agnes_client.get("/inbox/").content.decode()
    for words in (
        "Carla Conti",
        "Telephone from",
        "Priority: Urgent",
        "Our answer:",
        "We are on it.",
        "repair",
        "Assigned to Béla Balogh",
        f'href="/tickets/{ticket.number}/"',
    ):
        assert words in html


def test_unread_is_marked_until_it_is_read(agnes_client: Client, agnes: User) -> None:
    ticket = make_ticket()
    make_message(ticket)
    assert "data-unread" in agnes_client.get("/inbox/").content.decode()
    agnes_client.get(f"/tickets/{ticket.number}/")
    assert "data-unread" not in agnes_client.get("/inbox/").content.decode()


def test_failed_deliveries_stand_in_a_view_of_their_own_until_closed(
    agnes_client: Client,
) -> None:
    ticket = make_ticket("lost")
    entry = make_message(ticket, out=True)
    entry.message.delivery = make_delivery("failed")
    entry.message.save()
    assert subjects(agnes_client.get("/inbox/not-delivered/")) == ["lost"]
    type(ticket).objects.update(is_open=False)
    assert subjects(agnes_client.get("/inbox/not-delivered/")) == []
