"""What another system says is marked with its age, and is changed there."""

import pytest

from ombud.customers.entrusting import entrust
from ombud.customers.models import Contact
from ombud.customers.putting import put_contacts
from ombud.customers.wishes import ContactWish
from ombud.testing.cast import keeps_customers


@pytest.fixture
def agnes(agnes):
    return keeps_customers(agnes)


@pytest.fixture
def synced(carla):
    wish = ContactWish(emails=("carla@example.com",), role="Buyer")
    put_contacts([wish], by=None, source="Tryton")
    carla.refresh_from_db()
    return carla


def test_it_bears_its_age_though_nothing_has_changed(synced):
    before = synced.synced_at
    wish = ContactWish(emails=("carla@example.com",), role="Buyer")
    put_contacts([wish], by=None, source="Tryton")
    synced.refresh_from_db()
    assert synced.synced_at > before


def test_what_came_from_nowhere_has_none(carla):
    put_contacts([ContactWish(emails=("carla@example.com",))], by=None)
    carla.refresh_from_db()
    assert carla.synced_at is None


def test_the_page_marks_it_with_its_age_also_where_it_is_empty(agnes_client, synced):
    Contact.objects.update(role="")
    page = agnes_client.get(f"/contacts/{synced.pk}/facts/").content.decode()
    assert "Comes from Tryton" in page
    assert "Last update" in page
    assert f"/contacts/{synced.pk}/facts/role/" not in page


def test_the_form_says_what_it_does_not_ask_for(agnes_client, synced):
    page = agnes_client.get(f"/contacts/{synced.pk}/edit/").content.decode()
    assert "Role in the company (Tryton)" in page
    assert 'name="role"' not in page


def test_nobody_is_entrusted_against_it(synced, carlos, agnes):
    Contact.objects.filter(pk=synced.pk).update(synced={"responsible": "Tryton"})
    assert entrust(Contact.objects.order_by("pk"), agnes, by=agnes) == 1
    synced.refresh_from_db()
    assert synced.responsible is None
