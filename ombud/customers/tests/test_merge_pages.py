"""Merging on the page: choose, look, do, undo."""

import pytest

from ombud.customers.likenesses import look
from ombud.customers.models import Contact, ContactMerge, Likeness
from ombud.testing.factories import make_contact, make_ticket


@pytest.fixture
def twin(carla):
    found = make_contact("Carla Contti", "conti@home.example", language="it")
    make_ticket(contact=found)
    return found


def test_the_other_is_found_by_search(agnes_client, carla, twin):
    page = agnes_client.get(f"/contacts/{carla.pk}/merges/?q=contti").content.decode()
    assert f"?with={twin.pk}" in page


def test_the_preview_says_what_would_become_of_it(agnes_client, carla, twin):
    page = agnes_client.get(f"/contacts/{carla.pk}/merges/?with={twin.pk}")
    text = page.content.decode()
    assert "1 e-mail address, 1 ticket" in text
    assert 'name="name" value="theirs"' in text
    assert not ContactMerge.objects.exists()


def test_a_merge_leads_to_the_survivor_and_can_be_undone(agnes_client, carla, twin):
    wish = {"with": twin.pk, "name": "theirs"}
    answer = agnes_client.post(f"/contacts/{carla.pk}/merges/", wish)
    assert answer["Location"] == f"/contacts/{carla.pk}/"
    carla.refresh_from_db()
    assert (carla.name, carla.tickets.count()) == ("Carla Contti", 1)
    merge = ContactMerge.objects.get()
    agnes_client.post(f"/contacts/merges/{merge.pk}/undoing/")
    assert Contact.objects.get(pk=twin.pk).tickets.count() == 1


def test_merging_twice_is_refused(agnes_client, carla, twin):
    for status in (302, 404):
        answer = agnes_client.post(f"/contacts/{carla.pk}/merges/", {"with": twin.pk})
        assert answer.status_code == status


def test_the_old_address_leads_to_the_survivor(agnes_client, agnes, carla, twin):
    carla.merge(twin, by=agnes)
    answer = agnes_client.get(f"/contacts/{twin.pk}/")
    assert answer["Location"] == f"/contacts/{carla.pk}/"


def test_duplicates_show_their_evidence_until_somebody_denies(
    agnes_client, carla, twin
):
    look("contact", [carla.pk])
    page = agnes_client.get("/contacts/duplicates/").content.decode()
    assert "Nearly the same name" in page
    likeness = Likeness.objects.get()
    agnes_client.post(f"/contacts/duplicates/{likeness.pk}/denial/")
    page = agnes_client.get("/contacts/duplicates/").content.decode()
    assert "No two records look the same" in page


def test_olaf_merges_nothing(olaf_client, carla, twin):
    answer = olaf_client.post(f"/contacts/{carla.pk}/merges/", {"with": twin.pk})
    assert answer.status_code == 403
    assert not ContactMerge.objects.exists()


def test_zoe_merges_nothing(outsider_client, carla, twin):
    outsider_client.post(f"/contacts/{carla.pk}/merges/", {"with": twin.pk})
    assert not ContactMerge.objects.exists()
