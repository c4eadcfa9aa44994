"""A ticket of Carla's, with her link."""

import pytest
from django.test import Client

from ombud.core.actor import Machine
from ombud.core.limits import forget_counts
from ombud.customers.models import Contact
from ombud.portal.models import CustomerLink
from ombud.testing.factories import make_channel, make_message, make_ticket
from ombud.tickets.models import Ticket
from ombud.users.models import Team


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    forget_counts()


@pytest.fixture
def ticket(carla: Contact, support: Team) -> Ticket:
    """Waiting for her answer."""
    make_channel(support)
    ticket = make_ticket(contact=carla, team=support, state="waiting")
    make_message(ticket, "It leaks from below.", by=carla)
    return ticket


@pytest.fixture
def link(ticket: Ticket) -> CustomerLink:
    """Made with the ticket."""
    return CustomerLink.objects.make(ticket, by=Machine(), quiet=True)


@pytest.fixture
def phone() -> Client:
    """Carla's telephone: no session."""
    return Client()
