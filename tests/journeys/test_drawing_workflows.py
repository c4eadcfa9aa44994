"""A workflow is drawn and published, by keyboard where one can."""

from playwright.sync_api import Page, expect

from ombud.workflows.models import State, Version
from ombud.workflows.starting import starter

URL = "/settings/workflows/complaint/"


def test_ines_renames_a_state_and_publishes(ines_page: Page, until) -> None:
    starter("complaint")
    ines_page.goto(URL)
    ines_page.locator("#node-parcel").focus()
    ines_page.keyboard.press("Enter")
    expect(ines_page.locator("#flow-panel h2")).to_have_text("Waiting for the parcel")
    # The graph is a new one, and the keyboard is where it was.
    expect(ines_page.locator("#node-parcel")).to_be_focused()
    ines_page.get_by_label("Name", exact=True).fill("On its way")
    ines_page.locator("#save").press("Enter")
    expect(ines_page.locator("#flow-head")).to_contain_text("1 change")
    ines_page.locator("#to-publication").press("Enter")
    ines_page.locator("#publish").press("Enter")
    until(lambda: State.objects.filter(name="On its way").exists())
    expect(ines_page.locator("#flow-head")).to_contain_text("version 2")


def test_who_was_slower_keeps_what_they_typed(ines_page: Page, until) -> None:
    starter("complaint")
    slower = ines_page.context.new_page()
    for page in (ines_page, slower):
        page.goto(f"{URL}states/open/")
    ines_page.locator("#id_public_name").fill("We are on it")
    ines_page.locator("#save").click()
    until(lambda: Version.objects.filter(published_at=None).exists())
    slower.locator("#id_public_name").fill("Patience")
    slower.locator("#save").click()
    toast = slower.locator(".toast[data-tone=bad]")
    expect(toast).to_contain_text("has changed this workflow since.")
    expect(slower.locator("#id_public_name")).to_have_value("Patience")


def test_what_scrolls_stays_where_it_was(ines_page: Page) -> None:
    starter("complaint")
    ines_page.goto(URL)
    canvas = ines_page.locator("#flow-canvas")
    canvas.evaluate("(it) => { it.scrollTop = 120 }")
    ines_page.locator("#node-inspection").press("Enter")
    expect(ines_page.locator("#flow-panel h2")).to_have_text("Inspection")
    assert canvas.evaluate("(it) => it.scrollTop") > 60


def test_states_are_ordered_by_keys_and_by_hand(ines_page: Page) -> None:
    starter("complaint")
    ines_page.goto(f"{URL}order/")
    lines = ines_page.locator("#flow-panel ol").first.locator("li")
    first, second = (lines.nth(at).get_attribute("data-name") for at in (0, 1))
    grip = lines.first.locator(".grip")
    grip.focus()
    ines_page.keyboard.press("Alt+ArrowDown")
    expect(ines_page.locator("#flow-said")).to_have_text(
        f"“{first}” is now in place 2 of {lines.count()}."
    )
    expect(ines_page.locator("#flow-head")).to_contain_text("1 change")
    expect(lines.first).to_have_attribute("data-name", second or "")
    expect(lines.nth(1).locator(".grip")).to_be_focused()
    lines.nth(1).locator(".grip").drag_to(lines.first.locator(".grip"))
    # As it was before, which is no change.
    expect(ines_page.locator("#flow-head")).to_contain_text("0 changes")
    ines_page.locator("#undo").press("Enter")
    expect(ines_page.locator("#flow-head")).to_contain_text("1 change")
