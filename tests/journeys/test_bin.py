"""What was thrown away comes back, and Z takes back what one did last."""

from playwright.sync_api import Page, expect

from ombud.testing.factories import make_message, make_state, make_ticket
from ombud.tickets.models import Ticket


def states() -> set[str]:
    return set(Ticket.objects.values_list("state__slug", flat=True))


def test_z_takes_back_the_last_thing_and_shows_where(agnes_page: Page, agnes) -> None:
    ticket = make_ticket("Kettle", state="open")
    ticket.move(make_state("solved"), by=agnes)
    agnes_page.goto("/inbox/teams/")
    agnes_page.keyboard.press("z")
    toast = agnes_page.locator("#toasts .toast")
    expect(toast).to_contain_text("Taken back")
    assert states() == {"open"}
    toast.get_by_role("link", name="Show").click()
    expect(agnes_page.locator(".ticket-title")).to_contain_text("Kettle")


def test_z_presses_what_a_sentence_in_the_corner_offers(agnes_page: Page) -> None:
    ticket = make_ticket("Kettle", state="open")
    agnes_page.goto(f"/tickets/{ticket.number}/")
    agnes_page.keyboard.press("e")
    expect(agnes_page.locator("#toasts")).to_contain_text("Solved")
    agnes_page.keyboard.press("z")
    expect(agnes_page.locator("#toasts")).to_contain_text("taken back")
    assert states() == {"open"}


def test_a_line_of_the_timeline_takes_itself_back(agnes_page: Page, agnes) -> None:
    ticket = make_ticket("Kettle", state="open")
    make_message(ticket)
    ticket.alter(by=agnes, priority="high")
    agnes_page.goto(f"/tickets/{ticket.number}/")
    line = agnes_page.locator(".event", has_text="Priority")
    line.hover()
    line.get_by_role("button", name="Undo").click()
    expect(agnes_page.locator(".event", has_text="Taken back")).to_be_visible()
    assert Ticket.objects.get().priority == "normal"


def test_two_are_chosen_in_the_bin_and_come_back(
    agnes_page: Page, agnes, run_jobs
) -> None:
    for number in range(3):
        make_ticket(f"Kettle {number}").delete_to_bin(by=agnes)
    agnes_page.goto("/bin/")
    boxes = agnes_page.locator("tbody input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    bar = agnes_page.locator(".bulkbar")
    expect(bar.locator("output")).to_have_text("2")
    bar.get_by_role("button", name="Restore").click()
    expect(agnes_page.locator("#batches")).to_contain_text("of 2")
    run_jobs()
    expect(boxes).to_have_count(1)
    assert Ticket.objects.deleted().count() == 1
    agnes_page.get_by_role("button", name="Restore #").click()
    expect(agnes_page.get_by_text("The bin is empty")).to_be_visible()


def test_for_good_asks_first_and_then_it_is_gone(ines_page: Page, agnes) -> None:
    make_ticket("Kettle").delete_to_bin(by=agnes)
    ines_page.goto("/bin/")
    ines_page.get_by_label("Choose #").check()
    ines_page.get_by_role("button", name="Delete for good").click()
    dialog = ines_page.get_by_role("dialog", name="Delete for good?")
    expect(dialog).to_contain_text("Kettle")
    dialog.get_by_role("button", name="Delete for good").click()
    expect(ines_page.get_by_text("The bin is empty")).to_be_visible()
    assert not Ticket.objects.exists()
