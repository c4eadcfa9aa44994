"""What a list hears of: rows change in place, new tickets wait behind a pill."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ombud.testing.factories import make_agent, make_message, make_team, make_ticket
from ombud.tickets.models import Ticket
from ombud.tickets.paging import Key
from ombud.users.models import User

pytestmark = pytest.mark.django_db


def shown(client: Client, view: str = "teams") -> str:
    """The query by which a page tells what it shows."""
    listing = client.get(f"/inbox/{view}/").context["listing"]
    rows = [row for group in listing.groups for row in group.rows]
    told = ",".join(f"{row.number}.{row.version}" for row in rows)
    return f"/inbox/{view}/changes/?rows={told}&top={listing.top}"


def test_nothing_changed_says_nothing(agnes_client: Client) -> None:
    make_ticket()
    html = agnes_client.get(shown(agnes_client)).content.decode()
    assert "trow" not in html
    assert "new ticket" not in html


def test_a_changed_row_comes_alone_to_its_own_place(agnes_client: Client) -> None:
    changed, _same = make_ticket("changed"), make_ticket("same")
    url = shown(agnes_client)
    Ticket.objects.filter(pk=changed.pk).update(priority="urgent")
    html = agnes_client.get(url).content.decode()
    assert f'id="row-{changed.number}" hx-swap-oob="true"' in html
    assert "same" not in html


def test_a_row_that_left_is_greyed(agnes_client: Client) -> None:
    ticket = make_ticket()
    url = shown(agnes_client)
    Ticket.objects.filter(pk=ticket.pk).update(is_open=False)
    assert "data-gone" in agnes_client.get(url).content.decode()


def test_a_row_that_may_no_longer_be_seen_is_not_told(agnes_client: Client) -> None:
    ticket = make_ticket("secret")
    url = shown(agnes_client)
    Ticket.objects.filter(pk=ticket.pk).update(
        team=make_team("elsewhere"), subject="more secret"
    )
    assert "secret" not in agnes_client.get(url).content.decode()


def test_new_tickets_are_counted_and_not_shown(agnes_client: Client) -> None:
    make_ticket("old", last_message_at=timezone.now() - timedelta(hours=1))
    url = shown(agnes_client)
    make_ticket("new one")
    html = agnes_client.get(url).content.decode()
    assert "1 new ticket" in html
    make_ticket("new two")
    html = agnes_client.get(url).content.decode()
    assert "2 new tickets" in html
    assert "new two" not in html


def test_old_tickets_below_the_page_are_not_new(agnes_client: Client) -> None:
    make_ticket("shown")
    url = shown(agnes_client)
    make_ticket("older", last_message_at=timezone.now() - timedelta(days=9))
    assert "new ticket" not in agnes_client.get(url).content.decode()


def test_an_empty_list_hears_of_its_first_ticket(agnes_client: Client) -> None:
    url = shown(agnes_client)
    make_ticket()
    assert "1 new ticket" in agnes_client.get(url).content.decode()


def test_olaf_hears_of_nothing(olaf_client: Client) -> None:
    ticket = make_ticket("secret")
    make_message(ticket, "secret words")
    url = f"/inbox/all/changes/?rows={ticket.number}.x&top={Key.of(ticket)}"
    html = olaf_client.get(url).content.decode()
    assert "secret" not in html
    assert "new ticket" not in html


def test_nonsense_is_survived(agnes_client: Client) -> None:
    url = "/inbox/teams/changes/?rows=,x.y,9999999.z&top=nonsense"
    assert agnes_client.get(url).status_code == 200


def test_changes_cost_the_same_for_one_row_and_for_forty(
    agnes_client: Client, django_assert_max_num_queries, agnes: User
) -> None:
    for number in range(41):
        make_ticket(assignee=make_agent(f"A{number} B", agnes.teams.get()))
    url = shown(agnes_client)
    Ticket.objects.update(priority="high")
    # Signed in, rights, teams; then rows, which of them stay, how many are new.
    with django_assert_max_num_queries(7):
        agnes_client.get(url)
