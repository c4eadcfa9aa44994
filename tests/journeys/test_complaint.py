"""A complaint from the first mail to the paid refund, through four departments."""

import pytest
from playwright.sync_api import Page, expect

from ombud.lib.mail import parse
from ombud.testing.factories import make_agent, make_team
from ombud.testing.mails import letter
from ombud.testing.servers import Mailbox, SmtpServer
from ombud.tickets.models import Ticket
from ombud.users.models import Role, User
from ombud.users.permissions import Permission
from ombud.workspace.demo.rights import draw

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


def press(page: Page, button: str) -> None:
    """In the menu, which lists also those for which the row has no room."""
    page.locator("#ticket-actions-more").click()
    page.locator("#action-menu").get_by_role("button", name=button).click()


def fill(page: Page, button: str, **values: str) -> None:
    """Press a button of the workflow, fill in what it asks, send it."""
    press(page, button)
    form = page.locator("#action-form")
    for name, value in values.items():
        field = form.locator(f"[name=fields-{name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.get_by_role("button", name=button).click()


def test_a_complaint_ends_with_a_paid_refund(
    cast, new_page, shop, mailbox: Mailbox, smtp_server: SmtpServer, worker, until
) -> None:
    shop.workflow, shop.team = draw("complaint"), make_team("complaints")
    shop.save()
    pages = {role: new_page(user) for role, user in cast.items()}
    agent, finance = pages["agent"], pages["finance"]
    mailbox.deliver(letter("The jug came in pieces.", subject="Broken jug"))
    until(Ticket.objects.exists)
    address = Ticket.objects.get().get_absolute_url()

    def state() -> str:
        return Ticket.objects.get().state.slug

    agent.goto(address)
    fill(agent, "Ask for the parcel", complaint_reason="damaged")
    expect(agent.locator("#ticket-state")).to_contain_text("Waiting for the parcel")

    pages["warehouse"].goto("/inbox/")
    pages["warehouse"].locator(".trow", has_text="Broken jug").click()
    press(pages["warehouse"], "The parcel has arrived")
    until(lambda: state() == "inspection")

    pages["service"].goto(address)
    fill(
        pages["service"],
        "Report findings",
        verdict="confirmed",
        findings="Crushed from outside.",
    )
    until(lambda: state() == "open")

    agent.goto(address)
    # What is stored: the page may know fields that are this new only after 30 seconds.
    assert Ticket.objects.get().fields["findings"] == "Crushed from outside."
    fill(agent, "Refund", refund_amount_0="24.90", refund_amount_1="EUR")
    until(lambda: state() == "refund")
    # Only finance sees it now.
    expect(agent.locator(".toast")).to_contain_text("Awaiting payment")
    expect(agent.locator(".trow")).to_have_count(0)

    finance.goto("/inbox/")
    finance.locator(".trow", has_text="Broken jug").click()
    expect(
        finance.locator(".actions-row [role=button], .actions-row button")
    ).to_have_text(["Refund paid"])
    fill(finance, "Refund paid", paid_on="2026-11-25")
    until(lambda: state() == "solved")
    expect(finance.locator(".trow")).to_have_count(0)

    agent.goto(address)
    press(agent, "Close")
    until(lambda: state() == "closed")
    until(lambda: all(any(word in one for one in sent(smtp_server)) for word in TOLD))
    assert any("€24.90" in one or "24.90 EUR" in one for one in sent(smtp_server))


def sent(smtp_server: SmtpServer) -> list[str]:
    """What the customer has read, each once."""
    return [
        parse(one.raw).text
        for one in smtp_server.received
        if "carla@example.com" in one.recipients
    ]
