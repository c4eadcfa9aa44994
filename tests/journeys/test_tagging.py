"""A ticket gets tags by keyboard alone."""

from playwright.sync_api import Page, expect

from ombud.testing.factories import make_ticket
from ombud.tickets.models import Tag, Ticket


def test_agnes_finds_makes_and_takes_off_tags(agnes_page: Page, until) -> None:
    ticket = make_ticket("The kettle leaks")
    Tag.objects.create(name="repair", hue=8)
    agnes_page.goto(f"/tickets/{ticket.number}/")
    expect(agnes_page.locator(".trow")).to_have_count(1)
    # Her next word is on its way before the page has settled.
    agnes_page.evaluate("htmx.config.defaultSettleDelay = 1000")
    agnes_page.keyboard.press("t")
    typed = agnes_page.locator("#tag-typed")
    expect(typed).to_be_focused()
    for word, count in (("rep", 1), ("leak", 2)):
        agnes_page.keyboard.type(word)
        agnes_page.keyboard.press("Enter")
        expect(agnes_page.locator(".tag-box .tag")).to_have_count(count)
    assert Ticket.objects.get().tags == ["repair", "leak"]
    agnes_page.keyboard.press("Backspace")
    until(lambda: Ticket.objects.get().tags == ["repair"])
    agnes_page.keyboard.press("Escape")
    head = agnes_page.locator(".ticket-head .tags:visible")
    expect(head.locator("[data-hue='8']")).to_have_text("repair")
    expect(agnes_page.locator("ombud-toasts")).to_contain_text("removed: leak")
    # Z takes the last thing back, though two toasts offer it.
    agnes_page.keyboard.press("z")
    until(lambda: Ticket.objects.get().tags == ["repair", "leak"])


def test_delete_takes_the_tag_off_that_has_the_focus(agnes_page: Page, until) -> None:
    ticket = make_ticket(tags=["leak", "vip"])
    agnes_page.goto(f"/tickets/{ticket.number}/")
    first = agnes_page.locator(".ticket-head .tags:visible .tag a").first
    first.press("Delete")
    until(lambda: Ticket.objects.get().tags == ["vip"])
    expect(first).to_be_focused()
