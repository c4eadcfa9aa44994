"""The page of one customer: facts, people, what is open, all that was said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_message, make_note, make_ticket


@pytest.fixture
def agnes(agnes):
    return keeps_customers(agnes)


@pytest.fixture
def url(carla):
    return f"/contacts/{carla.pk}/"


def say(carla, text, **columns):
    ticket = make_ticket(
        text, contact=carla, organisation=carla.organisation, **columns
    )
    make_message(ticket, text, by=carla)
    return ticket


def told(answer):
    days = answer.context["history"].days
    return [one.text for _day, of_day in days for one in of_day]


def test_one_timeline_over_all_tickets_newest_first(agnes_client, carla, url):
    first = say(carla, "By mail")
    say(carla, "By phone", origin="phone")
    make_note(first, carla, "A note on the first")
    found = told(agnes_client.get(url))
    assert found == ["A note on the first", "By phone", "By mail"]


def test_it_is_searched_and_narrowed(agnes_client, carla, url):
    say(carla, "The kettle leaks")
    say(carla, "The grinder is stuck", origin="phone")
    assert told(agnes_client.get(f"{url}?q=kettle")) == ["The kettle leaks"]
    assert told(agnes_client.get(f"{url}?origin=phone")) == ["The grinder is stuck"]
    assert told(agnes_client.get(f"{url}?q=nothing")) == []


def test_older_pages_follow_without_a_gap(agnes_client, carla, url):
    ticket = make_ticket(contact=carla)
    start = timezone.now() - timedelta(days=2)
    for place in range(40):
        make_message(
            ticket, f"Nr. {place}", by=carla, at=start + timedelta(minutes=place)
        )
    first = agnes_client.get(url)
    second = agnes_client.get(f"{url}{first.context['history'].older_url}")
    assert told(first) + told(second) == [f"Nr. {place}" for place in range(39, -1, -1)]


def test_it_costs_the_same_for_any_number(
    agnes_client, carla, url, django_assert_max_num_queries
):
    for place in range(20):
        say(carla, f"Nr. {place}")
    with django_assert_max_num_queries(20):
        assert len(told(agnes_client.get(url))) == 20


def test_a_company_shows_its_people_and_what_is_open(agnes_client, carla, carlos):
    say(carla, "The kettle leaks")
    answer = agnes_client.get(f"/organisations/{carla.organisation_id}/")
    page = answer.content.decode()
    assert answer.context["people"] == [carla, carlos]
    assert "The kettle leaks" in page
    assert [one.subject for one in answer.context["open_tickets"]] == [
        "The kettle leaks"
    ]


def test_what_olaf_may_not_see_is_not_told_to_him(client_of, olaf, carla, url):
    say(carla, "The kettle leaks")
    answer = client_of(keeps_customers(olaf)).get(url)
    assert answer.status_code == 200
    assert told(answer) == []
    assert "kettle" not in answer.content.decode()


def test_olaf_without_the_right_sees_no_page(olaf_client, url, carla):
    assert olaf_client.get(url).status_code == 403
    company = f"/organisations/{carla.organisation_id}/"
    assert olaf_client.get(company).status_code == 403


def test_zoe_is_asked_to_sign_in(outsider_client, url):
    assert outsider_client.get(url).status_code == 302


def test_nobody_is_not_found(agnes_client):
    assert agnes_client.get("/contacts/999999/").status_code == 404


def test_a_warning_stands_above_everything(agnes_client, agnes, carla, url):
    carla.change(by=agnes, warning="Pays only in cash.")
    assert "Pays only in cash." in agnes_client.get(url).content.decode()


def test_whoever_may_only_see_gets_no_pencil(client_of, olaf, carla, url):
    role = keeps_customers(olaf).roles.get(slug="keeper")
    role.permissions = ["see_customers"]
    role.save()
    page = client_of(olaf).get(url).content.decode()
    assert "fact-edit" not in page


def test_the_palette_finds_people_and_companies(agnes_client, url, carla):
    page = agnes_client.get("/palette/?q=carla").content.decode()
    assert url in page
    page = agnes_client.get("/palette/?q=example").content.decode()
    assert f"/organisations/{carla.organisation_id}/" in page


def test_the_palette_tells_olaf_of_no_customer(olaf_client, carla, url):
    assert url not in olaf_client.get("/palette/?q=carla").content.decode()
