"""A mail is linked to its customer, and the ticket says by which key."""

from ombud.customers.models import Organisation
from ombud.testing.factories import make_contact
from ombud.tickets.models import Ticket


def found() -> Ticket:
    return Ticket.objects.select_related("contact", "organisation").get()


def test_an_address_links_contact_and_company(write) -> None:
    carla = make_contact("Carla", "carla@lipa.example", organisation="Lípa")
    write("It leaks.", **{"from": "Carla <CARLA@lipa.example>"})
    ticket = found()
    assert (ticket.contact, ticket.organisation) == (carla, carla.organisation)
    assert ticket.matched_by == "email"


def test_a_customer_number_links_but_does_not_say_who_wrote(write) -> None:
    carla = make_contact("Carla", "carla@lipa.example")
    carla.accounts.create(number="10023")
    write("My customer number is 10023.", **{"from": "zoe@stranger.example"})
    ticket = found()
    assert (ticket.contact, ticket.matched_by) == (carla, "number")
    assert ticket.entries.get(direction="in").author_kind == "requester"


def test_a_quoted_number_links_nobody(write) -> None:
    make_contact("Carla").accounts.create(number="10023")
    write("Hello.\n\nOn Monday Bob wrote:\n> Customer number: 10023")
    assert found().contact is None


def test_a_domain_links_the_company_and_gives_it_to_their_agent(write, agnes) -> None:
    company = Organisation.objects.create(name="Lípa", domains=["lipa.example"])
    company.entrust(agnes)
    ticket_of = write("It leaks.", **{"from": "new@lipa.example"})
    ticket = found()
    assert ticket_of.entry.ticket == ticket
    assert (ticket.contact, ticket.organisation) == (None, company)
    assert ticket.matched_by == "domain"
    assert "organisation" in {row["step"] for row in ticket.owner_chain}


def test_a_stranger_stays_a_requester(write, zoe: str) -> None:
    write("It leaks.", **{"from": zoe})
    ticket = found()
    assert (ticket.contact, ticket.organisation, ticket.matched_by) == (None, None, "")
    assert ticket.requester_email == zoe
