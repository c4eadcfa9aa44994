"""Who has changed what of a customer."""

import pytest

from ombud.customers.models import Change
from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_contact


@pytest.fixture
def agnes(agnes):
    return keeps_customers(agnes)


@pytest.fixture
def url(carla):
    return f"/contacts/{carla.pk}/changes/"


def told(answer):
    rows = answer.context["changes"].rows
    return [(line.label, line.old, line.new) for row in rows for line in row.lines]


def test_each_change_says_who_from_what_to_what(agnes_client, agnes, carla, url):
    carla.change(by=agnes, language="de", responsible=agnes)
    carla.change(by=None, role="Buyer")
    answer = agnes_client.get(url)
    assert told(answer) == [
        ("Role in the company", "", "Buyer"),
        ("Language", "", "Deutsch"),
        ("Responsible", "", "Agnes Adler"),
    ]
    page = answer.content.decode()
    assert "Agnes Adler" in page
    assert "<b>Ombud</b>" in page


def test_where_a_value_comes_from_is_no_change(agnes_client, carla, url):
    carla.change(by=None, synced={"role": "Tryton"})
    assert told(agnes_client.get(url)) == []


def test_a_merge_is_taken_back_from_here(agnes_client, agnes, carla, url):
    double = make_contact("Carla C.", "c.conti@example.com")
    merge = carla.merge(double, by=agnes)
    page = agnes_client.get(url)
    assert ("Merged with", "", "Carla C.") in told(page)
    undo = f"/contacts/merges/{merge.pk}/undoing/"
    assert undo in page.content.decode()
    agnes_client.post(undo)
    page = agnes_client.get(url)
    assert undo not in page.content.decode()
    assert told(page)[0] == ("Merged with", "Carla C.", "")


def test_older_pages_follow(agnes_client, carla, url, django_assert_max_num_queries):
    Change.objects.bulk_create(
        Change(contact=carla, changes={"role": ["", f"{place}"]}) for place in range(60)
    )
    with django_assert_max_num_queries(22):
        first = agnes_client.get(url)
    second = agnes_client.get(url + first.context["changes"].older_url)
    assert [new for *_rest, new in told(first) + told(second)] == [
        f"{place}" for place in range(59, -1, -1)
    ]


def test_a_company_has_its_own(agnes_client, agnes, carla):
    carla.organisation.change(by=agnes, terms="30 days net")
    answer = agnes_client.get(f"/organisations/{carla.organisation_id}/changes/")
    assert told(answer) == [("Terms", "", "30 days net")]


def test_olaf_without_the_right_sees_no_changes(olaf_client, url):
    assert olaf_client.get(url).status_code == 403
