"""Chosen rows: the bar offers what all of them have in common."""

import pytest

from ombud.testing.factories import make_team, make_ticket
from ombud.workflows.starting import starter

HTMX = {"HX-Request": "true"}
URL = "/inbox/teams/selection/"


def bar(client, *tickets, url=URL, **more):
    numbers = ",".join(str(ticket.number) for ticket in tickets)
    return client.post(url, {"numbers": numbers, **more}, headers=HTMX)


def offered(response) -> set[str]:
    return {offer.slug for offer in response.context["selected"].offers}


@pytest.mark.django_db
def test_the_actions_of_one_workflow(agnes_client):
    found = offered(bar(agnes_client, make_ticket(), make_ticket(state="open")))
    assert {"solve", "close", "take", "reply"} <= found
    assert "forward" not in found


@pytest.mark.django_db
def test_only_what_two_workflows_have_in_common(agnes_client):
    other = starter("return")
    back = make_ticket(workflow=other)
    back.state = other.first_state
    back.save(update_fields=["state"])
    slugs = set(other.actions.values_list("slug", flat=True))
    assert offered(bar(agnes_client, make_ticket(), back)) <= slugs


@pytest.mark.django_db
def test_what_none_of_them_can_is_not_offered(agnes_client):
    assert "reopen" not in offered(bar(agnes_client, make_ticket()))


@pytest.mark.django_db
def test_the_whole_list_as_it_is_narrowed(agnes_client):
    for state in ("new", "open", "open"):
        make_ticket(state=state)
    response = bar(agnes_client, url=f"{URL}?state=open", all="on")
    assert response.context["selected"].count == 2


@pytest.mark.django_db
def test_olaf_chooses_nothing_of_others(olaf_client):
    response = bar(olaf_client, make_ticket())
    assert response.context["selected"].count == 0
    assert "bulkbar" not in response.text


@pytest.mark.django_db
def test_without_script_it_is_a_page(agnes_client):
    ticket = make_ticket("The kettle")
    response = agnes_client.post(URL, {"number": [ticket.number]})
    assert "The kettle" in response.text
    assert "<html" in response.text


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(outsider_client):
    assert outsider_client.post(URL).status_code == 302


@pytest.mark.django_db
def test_two_hundred_cost_as_much_as_two(agnes_client, django_assert_max_num_queries):
    for number in range(40):
        make_ticket(team=make_team(), tags=[str(number)])
    with django_assert_max_num_queries(16):
        assert bar(agnes_client, all="on").context["selected"].count == 40
