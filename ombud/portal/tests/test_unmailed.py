"""What an agent answers where no mail can go stands on the customer's page."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from ombud.portal.models import CustomerLink
from ombud.portal.public import PublicTicket
from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket
from ombud.users.models import User


@pytest.fixture
def caller(agnes: User) -> Ticket:
    """By telephone, and nothing else is known."""
    return make_ticket(requester_email="", requester_phone="+420601123456")


def said_to(ticket: Ticket, agnes: User) -> list[str]:
    link = CustomerLink.objects.make(ticket, by=agnes)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        return [one.entry.text for one in PublicTicket(link).messages]


def test_the_customer_reads_it_by_the_link(caller: Ticket, agnes: User) -> None:
    caller.reply(by=agnes, text="Come on Friday.", way="page")
    assert said_to(caller, agnes) == ["Come on Friday."]


def test_what_can_be_taken_back_is_not_there_yet(caller: Ticket, agnes: User) -> None:
    caller.reply(by=agnes, text="Come on Friday.", way="page")
    link = CustomerLink.objects.make(caller, by=agnes)
    assert PublicTicket(link).messages == []


def test_what_was_said_by_telephone_stays_inside(caller: Ticket, agnes: User) -> None:
    caller.reply(by=agnes, text="He shouted.", way="phone")
    assert said_to(caller, agnes) == []


def test_the_page_itself_shows_it(caller: Ticket, agnes: User, client: Client) -> None:
    caller.reply(by=agnes, text="Come on Friday.", way="page")
    link = CustomerLink.objects.make(caller, by=agnes)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        page = client.get(link.url_path).content.decode()
    assert "Come on Friday." in page
