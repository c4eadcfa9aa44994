"""People and companies are found by whatever one knows of them."""

import pytest

from ombud.customers.models import (
    Contact,
    ContactAddress,
    Organisation,
    ShopAccount,
)
from ombud.customers.searching import MANY, find_contacts, find_organisations
from ombud.testing.factories import make_contact


@pytest.fixture
def petra(db):
    found = make_contact(
        "Petra Svobodová",
        "petra@lipa.example",
        "svobodova@home.example",
        phone="+420 601 000 142",
        organisation="Ateliér Lípa",
    )
    found.accounts.create(number="K-10023")
    Organisation.objects.update(number="55", domains=["lipa.example"])
    make_contact("Zoe Zander", "zoe@stranger.example", phone="+420 999 999 999")
    return found


@pytest.mark.parametrize(
    "words",
    [
        "petra",
        "svobodova",
        "SVOBODOVÁ petra",
        "home.example",
        "svobodova@home.example",
        "601 000 142",
        "00420601000142",
        "+420 601-000-142",
        "k-10023",
        "atelier",
        "petra lipa",
    ],
)
def test_a_contact_is_found_by_what_one_knows(petra, words):
    assert list(find_contacts(Contact.objects.all(), words)) == [petra]


@pytest.mark.parametrize("words", ["petra zander", "999", "100%", "_", "'"])
def test_nobody_else_is(petra, words):
    assert petra not in find_contacts(Contact.objects.all(), words)


@pytest.mark.parametrize("words", ["lipa", "LÍPA ateliér", "55", "lipa.example"])
def test_a_company_is_found_too(petra, words):
    found = find_organisations(Organisation.objects.all(), words)
    assert list(found) == [petra.organisation]


@pytest.fixture
def crowd(db):
    """More people of one name, one shop and one company than are ever collected."""
    company = Organisation.objects.create(name="Crowded Ltd")
    people = Contact.objects.bulk_create(
        Contact(name=f"Maria {place:05}", organisation=company)
        for place in range(MANY + 1)
    )
    ContactAddress.objects.bulk_create(
        ContactAddress(contact=one, address=f"m{one.pk}@crowd.example")
        for one in people
    )
    ShopAccount.objects.bulk_create(
        ShopAccount(contact=one, number=f"SHOP-{one.pk}") for one in people
    )
    return people


@pytest.mark.parametrize("words", ["maria", "crowd.example", "SHOP-", "crowded"])
def test_a_word_that_many_have_finds_the_first_of_them(crowd, words):
    found = find_contacts(Contact.objects.all(), words).order_by("name")[:3]
    assert list(found) == crowd[:3]


def test_with_a_rare_word_it_finds_just_one(crowd):
    found = find_contacts(Contact.objects.all(), "crowd.example 01234")
    assert list(found) == [crowd[1234]]


def test_signs_that_mean_something_to_the_database_are_plain(carla):
    assert not find_contacts(Contact.objects.all(), "car%la").exists()
    assert not find_contacts(Contact.objects.all(), "car_a").exists()
