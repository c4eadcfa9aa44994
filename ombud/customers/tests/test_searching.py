"""People and companies are found by whatever one knows of them."""

import pytest

from ombud.customers.models import Contact, Organisation
from ombud.customers.searching import find_contacts, find_organisations
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
