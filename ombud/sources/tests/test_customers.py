"""Files become people and companies."""

from collections.abc import Callable

import pytest

from ombud.customers.models import Change, Contact, Organisation
from ombud.sources.tests.conftest import Bring
from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket

pytestmark = pytest.mark.django_db
PEOPLE = """Kundennummer;Vorname;Nachname;E-Mail;Telefon;Firma;Notiz
10;Žofie;Nová;zofie@lipa.example;+420 601 000 142;Lípa s.r.o.;VIP
11;Jan;Dvořák;jan@lipa.example;nix;LIPA S.R.O.;
12;Eva;Černá;eva@lipa.example;;Lipa s.r.o.;
"""


def test_people_are_added_with_their_company(bring: Bring) -> None:
    done = bring(PEOPLE, "contacts")
    assert (done.created, done.refused) == (2, 1)
    assert done.refusals.get().why.startswith("“nix” is no phone number.")
    zofie = Contact.objects.get(name="Žofie Nová")
    assert (zofie.email, zofie.phone) == ("zofie@lipa.example", "+420 601 000 142")
    assert zofie.organisation == Organisation.objects.get()
    assert zofie.accounts.get().number == "10"
    assert Change.objects.filter(contact=zofie).exists()


def test_a_person_is_found_again_by_number(bring: Bring) -> None:
    bring(PEOPLE, "contacts")
    done = bring(PEOPLE.replace("zofie@lipa", "zofka@lipa"), "contacts")
    assert (done.created, done.changed, done.unchanged) == (0, 1, 1)
    zofie = Contact.objects.get(name="Žofie Nová")
    assert zofie.emails == ["zofie@lipa.example", "zofka@lipa.example"]


def test_an_address_of_somebody_else_is_refused(bring: Bring) -> None:
    bring(PEOPLE, "contacts")
    done = bring(PEOPLE.replace("zofie@lipa", "eva@lipa"), "contacts")
    assert "belongs to somebody else" in done.refusals.first().why


def test_what_a_file_does_not_say_stays(bring: Bring) -> None:
    bring(PEOPLE, "contacts")
    bring("E-Mail;Rolle\nzofie@lipa.example;x\n", "contacts")
    zofie = Contact.objects.get(name="Žofie Nová")
    assert (zofie.note, zofie.organisation.name) == ("VIP", "Lípa s.r.o.")


@pytest.mark.django_db(transaction=True)
def test_letters_of_before_become_theirs(
    bring: Bring, run_jobs: Callable[[], None]
) -> None:
    ticket = make_ticket(requester_email="Zofie@lipa.example")
    bring(PEOPLE, "contacts")
    run_jobs()
    assert Ticket.objects.get(pk=ticket.pk).contact.name == "Žofie Nová"


def test_companies_are_found_by_number_and_name(bring: Bring) -> None:
    text = "Nummer;Firma;Domain;USt-IdNr\n1;Lípa;lipa.example;CZ1\n;Lipa;;CZ2\n"
    done = bring(text, "organisations")
    assert (done.created, done.refused) == (1, 0)
    bring("Nummer;Firma\n1;Lípa a.s.\n", "organisations")
    company = Organisation.objects.get()
    assert (company.name, company.number) == ("Lípa a.s.", "1")


def test_a_public_domain_is_nobodys(bring: Bring) -> None:
    done = bring("Firma;Domain\nLípa;gmail.com\n", "organisations")
    assert "is no domain" in done.refusals.get().why
