"""Two records become one, and two again."""

import pytest

from ombud.customers.models import Contact, Organisation
from ombud.customers.models.concerns.mergeable import CannotMerge
from ombud.customers.models.merge import CannotUnmerge
from ombud.testing.factories import make_contact, make_message, make_ticket


@pytest.fixture
def twin(carla):
    """The same Carla, under another address, with a ticket."""
    found = make_contact("C. Conti", "conti@home.example", phone="+442079460101")
    found.accounts.create(number="10023")
    ticket = make_ticket(contact=found)
    make_message(ticket, by=found)
    return found


def test_everything_of_the_other_is_theirs(carla, twin, agnes):
    carla.merge(twin, by=agnes)
    assert carla.emails == ["carla@example.com", "conti@home.example"]
    assert carla.phones.count() == carla.accounts.count() == 1
    assert carla.tickets.count() == carla.entries.count() == 1
    twin.refresh_from_db()
    assert twin.merged_into == carla


def test_what_just_one_says_stays_and_what_was_chosen_too(carla, twin, agnes):
    Contact.objects.filter(pk=twin.pk).update(role="Buyer", language="it")
    Contact.objects.filter(pk=carla.pk).update(language="en-gb")
    for one in (carla, twin):
        one.refresh_from_db()
    carla.merge(twin, by=agnes, theirs={"language": True})
    carla.refresh_from_db()
    assert (carla.name, carla.role, carla.language) == ("Carla Conti", "Buyer", "it")


def test_the_main_address_may_be_the_others(carla, twin, agnes):
    carla.merge(twin, by=agnes, theirs={"addresses": True})
    assert Contact.objects.get(pk=carla.pk).email == "conti@home.example"


def test_tags_of_both_stay(carla, twin, agnes):
    carla.tags, twin.tags = ["vip"], ["vip", "press"]
    carla.save()
    twin.save()
    carla.merge(twin, by=agnes)
    assert carla.tags == ["vip", "press"]


def test_unmerging_puts_each_thing_back(carla, twin, agnes):
    Contact.objects.filter(pk=twin.pk).update(role="Buyer")
    twin.refresh_from_db()
    merge = carla.merge(twin, by=agnes)
    carla.add_address("later@example.com", by=agnes)
    merge.undo(by=agnes)
    carla, twin = Contact.objects.get(pk=carla.pk), Contact.objects.get(pk=twin.pk)
    assert carla.emails == ["carla@example.com", "later@example.com"]
    assert twin.emails == ["conti@home.example"]
    assert twin.tickets.count() == twin.entries.count() == twin.phones.count() == 1
    assert (carla.role, twin.merged_into) == ("", None)


def test_what_was_changed_since_stays_changed(carla, twin, agnes):
    merge = carla.merge(twin, by=agnes, theirs={"name": True})
    carla.change(by=agnes, name="Carla B. Conti")
    merge.undo(by=agnes)
    assert Contact.objects.get(pk=carla.pk).name == "Carla B. Conti"


def test_undoing_twice_changes_nothing_more(carla, twin, agnes):
    merge = carla.merge(twin, by=agnes)
    for _ in range(2):
        merge.undo(by=agnes)
    assert carla.changes.filter(changes__has_key="merged").count() == 2


def test_a_chain_is_taken_back_from_its_end(carla, carlos, twin, agnes):
    first = carla.merge(twin, by=agnes)
    second = carlos.merge(Contact.objects.get(pk=carla.pk), by=agnes)
    first.refresh_from_db()
    with pytest.raises(CannotUnmerge, match="Take that back first"):
        first.undo(by=agnes)
    second.undo(by=agnes)
    type(first).objects.get(pk=first.pk).undo(by=agnes)
    assert Contact.objects.get(pk=twin.pk).merged_into is None
    assert Contact.objects.get(pk=twin.pk).tickets.count() == 1


def test_nobody_merges_with_themselves(carla, agnes):
    with pytest.raises(CannotMerge, match="two different"):
        carla.merge(carla, by=agnes)


def test_whoever_is_gone_cannot_be_merged_again(carla, carlos, twin, agnes):
    carla.merge(twin, by=agnes)
    with pytest.raises(CannotMerge, match="merged already"):
        carlos.merge(twin, by=agnes)


def test_companies_bring_people_tickets_and_domains(carla, agnes):
    company = carla.organisation
    twin = Organisation.objects.create(name="Example Ltd", domains=["example.net"])
    anna = make_contact("Anna", "anna@example.net", organisation="Example Ltd")
    ticket = make_ticket(organisation=twin)
    merge = company.merge(twin, by=agnes)
    for row in (anna, ticket):
        row.refresh_from_db()
        assert row.organisation == company
    assert company.domains == ["example.net"]
    merge.undo(by=agnes)
    ticket.refresh_from_db()
    assert ticket.organisation == twin
    assert Organisation.objects.get(pk=company.pk).domains == []


def test_a_merge_is_in_both_histories(carla, twin, agnes):
    carla.merge(twin, by=agnes)
    assert carla.changes.get().changes == {"merged": [None, "C. Conti"]}
    assert twin.changes.get().by == agnes
