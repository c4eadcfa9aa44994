"""A complaint from the first mail to the paid refund, through four departments."""

import pytest
from playwright.sync_api import expect

from ombud.lib.mail import parse
from ombud.testing.factories import make_agent, make_team
from ombud.testing.mails import letter
from ombud.testing.servers import Mailbox, SmtpServer
from ombud.tickets.models import Ticket
from ombud.users.models import Role, User
from ombud.users.permissions import Permission
from ombud.workspace.demo.rights import draw
from tests.journeys.walking import CARLA, SUBJECT, Desk

TOLD = ["Send us the parcel back", "has arrived", "We refund you", "We have paid"]


@pytest.fixture
def cast(live_ombud) -> dict[str, User]:
    """Complaints, warehouse, service, and the accountant of no team."""
    people = {
        "agent": make_agent("Niklas Ebner", make_team("complaints")),
        "warehouse": make_agent("Jana Nováková", make_team("warehouse")),
        "service": make_agent("Ondřej Malý", make_team("technical")),
        "finance": make_agent("Ruth Sommer"),
    }
    for slug in ("owner", "lead", "finance"):
        may = {"name": slug.title(), "permissions": [Permission.WORK_TICKETS]}
        Role.objects.get_or_create(slug=slug, defaults=may)
    people["finance"].roles.set([Role.objects.get(slug="finance")])
    return people


def test_a_complaint_ends_with_a_paid_refund(
    cast, new_page, shop, mailbox: Mailbox, smtp_server: SmtpServer, worker, until
) -> None:
    shop.workflow, shop.team = draw("complaint"), make_team("complaints")
    shop.save()
    desks = {role: Desk(new_page(user)) for role, user in cast.items()}
    agent, finance = desks["agent"], desks["finance"]
    warehouse, service = desks["warehouse"], desks["service"]
    mailbox.deliver(letter("The jug came in pieces.", subject=SUBJECT))
    until(Ticket.objects.exists)

    agent.finds_it()
    agent.does(
        "Ask for the parcel", "Waiting for the parcel", complaint_reason="damaged"
    )

    warehouse.finds_it()
    warehouse.lacks("Reply", "Refund", "Solve")
    warehouse.passes_it_on("The parcel has arrived")

    agent.finds_it()
    agent.lacks("Report findings")
    service.finds_it()
    service.lacks("Refund", "Refuse the complaint")
    service.passes_it_on(
        "Report findings", verdict="confirmed", findings="Crushed from outside."
    )

    agent.finds_it()
    # What is stored: the page may know fields that are this new only after 30 seconds.
    assert Ticket.objects.get().fields["findings"] == "Crushed from outside."
    agent.lacks("Refund paid")
    # Only finance sees it from then on.
    agent.passes_it_on("Refund", refund_amount_0="24.90", refund_amount_1="EUR")

    finance.finds_it()
    buttons = ".actions-row [role=button], .actions-row button"
    expect(finance.page.locator(buttons)).to_have_text(["Refund paid"])
    finance.passes_it_on("Refund paid", paid_on="2026-11-25")

    until(lambda: all(any(word in one for one in sent(smtp_server)) for word in TOLD))
    assert any("€24.90" in one or "24.90 EUR" in one for one in sent(smtp_server))

    agent.finds_it("all")
    agent.answers("Is the new jug whole?")
    agent.does("Close without answer", "Closed")
    assert not Ticket.objects.get().is_open
    until(lambda: any("the new jug" in one for one in sent(smtp_server)))


def sent(smtp_server: SmtpServer) -> list[str]:
    """What the customer has read, each once."""
    return [
        parse(one.raw).text for one in smtp_server.received if CARLA in one.recipients
    ]
