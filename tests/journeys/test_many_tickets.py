"""Many tickets are chosen by the keyboard, changed at once, and are as they were."""

import re

from playwright.sync_api import Page, Route, expect

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Batch, Ticket


def states() -> set[str]:
    return set(Ticket.objects.values_list("state__slug", flat=True))


def test_rows_are_chosen_by_keys_solved_and_brought_back(
    agnes_page: Page, run_jobs
) -> None:
    for number in range(5):
        make_ticket(f"Kettle {number}", state="open")
    agnes_page.goto("/inbox/teams/")
    agnes_page.keyboard.press("j")
    agnes_page.keyboard.press("x")
    for _row in range(4):
        agnes_page.keyboard.press("j")
    agnes_page.keyboard.press("Shift+X")
    bar = agnes_page.locator(".bulkbar")
    expect(bar.locator("output")).to_have_text("5")
    expect(agnes_page.locator(".trow-check:checked")).to_have_count(5)
    bar.get_by_role("button", name="Actions").click()
    agnes_page.get_by_role("button", name="Solve").click()
    corner = agnes_page.locator("#batches")
    expect(corner).to_contain_text("0 of 5")
    expect(bar).to_have_count(0)
    run_jobs()
    expect(corner).to_contain_text("5 changed")
    assert states() == {"solved"}
    corner.get_by_role("button", name="Undo").click()
    expect(corner).to_contain_text("taking back")
    run_jobs()
    expect(corner).to_contain_text("5 taken back")
    assert states() == {"open"}
    assert Batch.objects.get().undone_at


def test_a_mistake_on_fifty_is_taken_back_with_one_click(
    agnes_page: Page, run_jobs
) -> None:
    for number in range(52):
        make_ticket(f"Kettle {number}", state="open")
    agnes_page.goto("/inbox/teams/")
    agnes_page.keyboard.press("j")
    agnes_page.keyboard.press("x")
    bar = agnes_page.locator(".bulkbar")
    bar.get_by_role("button", name="Select all 52").click()
    expect(bar.locator("output")).to_have_text("52")
    bar.get_by_role("button", name="Actions").click()
    agnes_page.get_by_role("button", name="Close", exact=True).click()
    corner = agnes_page.locator("#batches")
    expect(corner).to_contain_text("0 of 52")
    run_jobs()
    expect(corner).to_contain_text("52 changed")
    assert states() == {"closed"}
    corner.get_by_role("button", name="Undo").click()
    expect(corner).to_contain_text("taking back")
    run_jobs()
    expect(corner).to_contain_text("52 taken back")
    assert states() == {"open"}


def test_what_is_chosen_stays_beside_a_ticket_and_escape_forgets_it(
    agnes_page: Page,
) -> None:
    for number in range(3):
        make_ticket(f"Kettle {number}", state="open")
    agnes_page.goto("/inbox/teams/")
    agnes_page.locator(".trow").first.hover()
    agnes_page.locator(".trow-check").first.check()
    agnes_page.locator(".trow-check").nth(2).click(modifiers=["Shift"])
    expect(agnes_page.locator(".bulkbar output")).to_have_text("3")
    agnes_page.locator(".trow > a").nth(1).click()
    expect(agnes_page.locator("#ticket .ticket-title")).to_be_visible()
    agnes_page.reload()
    expect(agnes_page.locator(".bulkbar output")).to_have_text("3")
    agnes_page.keyboard.press("Escape")
    expect(agnes_page.locator(".bulkbar")).to_have_count(0)
    expect(agnes_page.locator(".trow-check:checked")).to_have_count(0)


def test_a_menu_stays_open_when_the_bar_is_renewed(agnes_page: Page) -> None:
    for number in range(2):
        make_ticket(f"Kettle {number}", state="open")
    agnes_page.goto("/inbox/teams/")
    agnes_page.keyboard.press("j")
    agnes_page.keyboard.press("x")
    actions = agnes_page.locator(".bulkbar").get_by_role("button", name="Actions")
    expect(actions).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    agnes_page.route("**/selection/**", hold)
    agnes_page.keyboard.press("j")
    with agnes_page.expect_request("**/selection/**"):
        agnes_page.keyboard.press("x")
    actions.click()
    with agnes_page.expect_response("**/selection/**"):
        held[0].continue_()
    expect(agnes_page.get_by_role("button", name="Solve")).to_be_visible()
    expect(agnes_page.locator(".bulkbar [name=numbers]")).to_have_value(re.compile(","))
