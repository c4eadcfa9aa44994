"""Back from an absence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ombud.core.actor import Machine
from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket
from ombud.users.models import Absence


@pytest.fixture
def absence(agnes, bela) -> Absence:
    today = agnes.day_at()
    return Absence.objects.plan(
        agnes,
        first_day=today - timedelta(days=3),
        last_day=today - timedelta(days=1),
        substitute=bela,
    )


@pytest.fixture
def ticket(absence, agnes, bela) -> Ticket:
    found = make_ticket(assignee=agnes, state="open")
    found.hand_over(absence, to=bela, by=Machine())
    return found


def url(absence: Absence) -> str:
    return reverse("absence-tickets", args=[absence.pk])


def reclaim(client, absence, **wish):
    return client.post(reverse("absence-reclaims", args=[absence.pk]), wish)


def owner(ticket: Ticket):
    return Ticket.objects.get(pk=ticket.pk).assignee


def test_the_list_tells_what_went_and_who_has_it(agnes_client, absence, ticket):
    page = agnes_client.get("/absences/", follow=True).content.decode()
    assert ticket.subject in page
    assert "Béla Balogh" in page


def test_one_click_takes_it_back(agnes_client, agnes, absence, ticket):
    assert reclaim(agnes_client, absence, number=ticket.number).status_code == 302
    assert owner(ticket) == agnes
    assert "Take back" not in agnes_client.get(url(absence)).content.decode()


def test_all_at_once(agnes_client, agnes, bela, absence, ticket):
    other = make_ticket(assignee=agnes)
    other.hand_over(absence, to=bela, by=Machine())
    reclaim(agnes_client, absence)
    assert [owner(ticket), owner(other)] == [agnes, agnes]


def test_the_sidebar_offers_it_for_some_days(agnes_client, absence, ticket):
    assert "nav-returned" in agnes_client.get("/inbox/mine/").content.decode()
    absence.last_day = timezone.localdate() - timedelta(days=30)
    absence.save()
    assert "nav-returned" not in agnes_client.get("/inbox/mine/").content.decode()


def test_who_was_never_away_is_led_to_the_plan(bela_client):
    assert bela_client.get("/absences/").headers["Location"] == "/profile/absences/"


def test_the_list_costs_the_same_for_many(
    agnes_client, agnes, bela, absence, ticket, django_assert_max_num_queries
):
    for _number in range(8):
        make_ticket(assignee=agnes).hand_over(absence, to=bela, by=Machine())
    with django_assert_max_num_queries(9):
        agnes_client.get(url(absence))


def test_olaf_and_zoe_see_nothing_of_it(olaf_client, outsider_client, absence, ticket):
    assert olaf_client.get(url(absence)).status_code == 404
    assert reclaim(olaf_client, absence, number=ticket.number).status_code == 404
    assert outsider_client.get(url(absence)).status_code == 302
