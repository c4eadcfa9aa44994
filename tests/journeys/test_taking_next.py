"""“Take next” gives each agent another ticket, the most urgent first."""

from playwright.sync_api import Page, expect

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Ticket
from ombud.users.models import User


def take(page: Page, subject: str) -> None:
    """By the button over the list; the ticket opens."""
    page.goto("/inbox/teams/")
    page.get_by_role("button", name="Take next").click()
    expect(page.locator(".ticket-title")).to_have_text(subject)


def test_two_agents_take_two_tickets_and_nothing_is_left(
    new_page, agnes: User, bela: User
) -> None:
    make_ticket("The kettle leaks")
    make_ticket("The shop burns", priority="urgent")
    hers, his = new_page(agnes), new_page(bela)
    take(hers, "The shop burns")
    take(his, "The kettle leaks")
    assert Ticket.objects.get(priority="urgent").assignee == agnes
    his.goto("/inbox/teams/")
    his.get_by_role("button", name="Take next").click()
    expect(his.locator(".toast")).to_contain_text("Nothing waits")
    hers.locator(".toast").get_by_role("button", name="Undo").click()
    expect(hers.locator(".props")).to_contain_text("Nobody yet")
    take(his, "The shop burns")
