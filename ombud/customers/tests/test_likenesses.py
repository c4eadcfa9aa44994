"""Which records may be the same."""

import pytest

from ombud.customers.likenesses import (
    OVERLAP,
    like,
    likely_pairs,
    look,
    look_at_changed,
)
from ombud.customers.models import Contact, Likeness, Looked, Organisation
from ombud.testing.factories import make_contact


def reasons(noun, reader):
    return [pair.reasons for pair in likely_pairs(noun, reader)]


def look_at_all(noun="contact"):
    model = {"contact": Contact, "organisation": Organisation}[noun]
    return look(noun, model.objects.values_list("pk", flat=True))


def test_the_same_phone_speaks_for_it(db, ines):
    for name in ("Anna Nová", "A. N."):
        make_contact(name, phone="+420601000142")
    look_at_all()
    assert reasons("contact", ines) == [["Same phone +420 601 000 142"]]


def test_a_switchboard_does_not(db, ines):
    for name in ("Anna", "Bert", "Carl", "Dora", "Egon"):
        make_contact(name, phone="+420601000142")
    assert look_at_all() == 0


def test_the_same_name_at_one_domain_speaks_for_it(db, ines):
    make_contact("Anna Nová", "anna@lipa.example")
    make_contact("Anna Nova", "nova@lipa.example")
    look_at_all()
    assert reasons("contact", ines) == [["Same domain lipa.example", "Same name"]]


def test_the_same_customer_number_in_two_shops_speaks_for_it(carla, carlos, ines):
    carla.accounts.create(number="10023", shop="cz")
    carlos.accounts.create(number="10023", shop="sk")
    look_at_all()
    assert "Same customer number 10023" in reasons("contact", ines)[0]


def test_nearly_the_same_name_is_the_weakest(db, ines):
    make_contact("Kateřina Urbanová", "k@one.example")
    make_contact("Katerina Urbanovova", "k@two.example")
    make_contact("Zoe Zander", "zoe@one.example")
    look_at_all()
    assert reasons("contact", ines) == [["Nearly the same name"]]


def test_it_says_more_in_one_company(db, ines):
    for name in ("Katerina Urbanova", "Kateřina Urbanovova"):
        make_contact(name, organisation="Lípa")
    look_at_all()
    assert "Both at Lípa" in reasons("contact", ines)[0]


def test_companies_are_alike_by_number_or_name(db, ines):
    Organisation.objects.create(name="Ateliér Lípa", vat_id="CZ1")
    Organisation.objects.create(name="Atelier Lipa s.r.o.", vat_id="CZ1")
    look_at_all("organisation")
    assert reasons("organisation", ines) == [
        ["Same VAT number CZ1", "Nearly the same name"]
    ]


def test_what_was_denied_is_not_asked_again(db, ines):
    for name in ("Anna", "Bert"):
        make_contact(name, phone="+420601000142")
    look_at_all()
    Likeness.objects.get().deny(by=ines)
    look_at_all()
    assert not reasons("contact", ines)
    assert not like(Contact.objects.first(), ines)


def test_a_pair_of_which_one_was_merged_is_none(db, ines):
    pair = [make_contact(name, phone="+420601000142") for name in ("Anna", "Bert")]
    look_at_all()
    pair[0].merge(pair[1], by=ines)
    assert not reasons("contact", ines)


@pytest.mark.django_db
def test_somebody_new_is_looked_at_at_once(agnes, run_jobs):
    make_contact("Anna", phone="+420601000142")
    other = make_contact("Bert")
    other.add_phone("+420 601 000 142", by=agnes)
    run_jobs()
    assert Likeness.objects.get().evidence == {"phone": "+420601000142"}


def test_a_night_goes_on_where_the_last_one_ended(db):
    make_contact("Twin Twinson", "one@a.example")
    make_contact("Twin Twinson", "two@b.example")
    look_at_changed("contact")
    assert Likeness.objects.count() == 1
    mark = Looked.objects.get(noun="contact")
    assert mark.record == Contact.objects.latest("pk").pk
    Likeness.objects.all().delete()
    Looked.objects.update(record=mark.record + OVERLAP)
    look_at_changed("contact")
    assert not Likeness.objects.exists()
