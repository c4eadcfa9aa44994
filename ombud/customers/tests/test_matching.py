"""Whom something is from."""

from ombud.core.models import Installation
from ombud.customers.matching import Key, match
from ombud.customers.models import Organisation
from ombud.testing.factories import make_contact


def test_an_address_names_the_contact_and_their_company(carla):
    found = match(address="CARLA@example.com")
    assert (found.contact, found.organisation) == (carla, carla.organisation)
    assert found.key == Key.EMAIL


def test_any_of_several_addresses_will_do(carla):
    carla.add_address("carla@home.example", by=None)
    assert match(address="Carla@Home.example").contact == carla


def test_a_phone_is_known_in_any_notation(carla, db):
    Installation.current().change(country="CZ")
    carla.add_phone("601 000 142", by=None)
    found = match(phone="00420 601-000-142")
    assert (found.contact, found.key) == (carla, Key.PHONE)


def test_a_phone_that_two_share_is_nobodys(carla, carlos):
    for one in (carla, carlos):
        one.add_phone("+420 601 000 142", by=None)
    assert match(phone="+420 601 000 142").contact is None


def test_a_customer_number_in_the_text_names_its_contact(carla):
    carla.accounts.create(number="10023")
    found = match(address="zoe@gmail.com", text="My customer number is 10023.")
    assert (found.contact, found.key) == (carla, Key.NUMBER)


def test_a_number_that_is_called_nothing_names_nobody(carla):
    carla.accounts.create(number="10023")
    assert match(text="Order 10023").contact is None


def test_a_companys_number_names_the_company_alone(db):
    company = Organisation.objects.create(name="Lípa", number="55")
    found = match(text="Zákaznické číslo: 55")
    assert (found.contact, found.organisation) == (None, company)


def test_a_domain_names_the_company_alone(db):
    company = Organisation.objects.create(name="Lípa", domains=["lipa.example"])
    found = match(address="somebody@eu.lipa.example")
    assert (found.contact, found.organisation) == (None, company)
    assert found.key == Key.DOMAIN


def test_a_domain_that_two_companies_have_names_none(db):
    for name in ("Lípa", "Dub"):
        Organisation.objects.create(name=name, domains=["shared.example"])
    assert match(address="x@shared.example").organisation is None


def test_a_public_domain_is_not_even_looked_up(db, django_assert_num_queries):
    Organisation.objects.create(name="Mail", domains=["gmail.com"])
    assert match(address="zoe@gmail.com").organisation is None


def test_whoever_was_merged_is_not_found_under_their_company(db):
    gone = Organisation.objects.create(name="Dub", domains=["dub.example"])
    gone.merged_into = Organisation.objects.create(name="Lípa")
    gone.save()
    assert match(address="x@dub.example").organisation is None


def test_nobody_is_nobody(db, zoe):
    assert match(address=zoe, phone="none", text="none") == match()


def test_two_contacts_of_one_name_stay_two(db):
    for place in range(2):
        make_contact("Anna Nová", f"anna{place}@example.com")
    assert match(address="anna1@example.com").contact.email == "anna1@example.com"
