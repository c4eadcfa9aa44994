"""Contacts and organisations over the API."""

import pytest

from ombud.customers.models import Change, Contact, Organisation
from ombud.testing.cast import keeps_customers
from ombud.testing.factories import make_contact


@pytest.fixture
def agnes(agnes):
    return keeps_customers(agnes)


def test_what_is_left_out_stays(agnes_calls, carla):
    found = agnes_calls.patch(f"/contacts/{carla.pk}", {"role": "Buyer"}).json()
    assert (found["role"], found["emails"]) == ("Buyer", ["carla@example.com"])
    assert Change.objects.get().changes == {"role": ["", "Buyer"]}


def test_faults_are_named_each(agnes_calls, carla):
    wish = {"name": "Anna", "phones": ["call me"], "emails": ["carla@example.com"]}
    answer = agnes_calls.post("/contacts", wish)
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["errors"]} == {"phones", "emails"}
    assert Contact.objects.count() == 1


def test_a_name_is_needed(agnes_calls):
    answer = agnes_calls.post("/contacts", {"role": "Buyer"})
    assert answer.json()["errors"][0]["field"] == "name"


def test_an_organisation_that_is_none_is_said(agnes_calls, carla):
    answer = agnes_calls.patch(f"/contacts/{carla.pk}", {"organisation": 999_999})
    assert answer.json()["errors"][0]["field"] == "organisation"


def test_a_custom_field_that_is_none_is_said(agnes_calls, carla):
    answer = agnes_calls.patch(f"/contacts/{carla.pk}", {"fields": {"shoe": 42}})
    assert "no field “shoe”" in answer.json()["errors"][0]["message"]


def test_what_another_system_says_is_changed_there(agnes_calls, carla):
    Organisation.objects.update(synced={"vat_id": "Tryton"})
    url = f"/organisations/{carla.organisation_id}"
    answer = agnes_calls.patch(url, {"vat_id": "CZ1"})
    assert "comes from Tryton" in answer.json()["errors"][0]["message"]


def test_whoever_was_merged_is_answered_as_the_survivor(agnes_calls, agnes, carla):
    twin = make_contact("C. Conti", "conti@home.example")
    carla.merge(twin, by=agnes)
    assert agnes_calls.get(f"/contacts/{twin.pk}").json()["id"] == carla.pk


def test_pages_follow_each_other(agnes_calls, db):
    for place in range(60):
        make_contact(f"Person {place:02}")
    first = agnes_calls.get("/contacts").json()
    second = agnes_calls.get("/contacts", after=first["next"]).json()
    names = [one["name"] for one in [*first["items"], *second["items"]]]
    assert names == [f"Person {place:02}" for place in range(60)]
    assert second["next"] is None


def test_olaf_reads_and_changes_nothing(olaf_calls, carla):
    assert olaf_calls.get("/contacts").status_code == 403
    assert olaf_calls.get(f"/contacts/{carla.pk}").status_code == 403
    assert olaf_calls.patch(f"/contacts/{carla.pk}", {"role": "x"}).status_code == 403
    assert olaf_calls.post("/contacts", {"name": "x"}).status_code == 403


def test_a_stranger_is_asked_for_a_token(nobody_calls, carla):
    assert nobody_calls.get(f"/contacts/{carla.pk}").status_code == 401


def test_a_contact_that_is_none_is_not_found(agnes_calls):
    assert agnes_calls.get("/contacts/999999").status_code == 404
