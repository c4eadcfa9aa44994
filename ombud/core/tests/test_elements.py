"""The custom elements, in a real browser."""

from typing import TYPE_CHECKING

import pytest

from ombud.core.live import publish
from ombud.users.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Puts buttons on the page that write down what was pressed.
BUTTONS = """(keys) => {
  window.pressed = [];
  const form = document.createElement("form");
  form.append(document.createElement("textarea"));
  for (const key of keys) {
    const button = document.createElement("button");
    Object.assign(button, {type: "button", textContent: key});
    button.dataset.hotkey = key;
    button.onclick = () => pressed.push(key);
    form.append(button);
  }
  document.querySelector(".settings-inner").prepend(form);
}"""
TOAST = """(toast) => document.body.dispatchEvent(
  new CustomEvent("ombud:toast", {bubbles: true, detail: {all: [toast]}}))"""
LISTEN = """() => {
  window.heard = [];
  const element = document.createElement("p");
  element.dataset.live = "ticket-7";
  element.addEventListener("sse:ticket-7", () => heard.push("ticket-7"));
  document.body.append(element);
  document.dispatchEvent(new CustomEvent("htmx:afterSettle"));
}"""


@pytest.fixture
def profile(agnes_page: "Page") -> "Page":
    """Agnes looks at her profile; any error of a script fails the test."""
    errors: list[str] = []
    agnes_page.on("pageerror", lambda error: errors.append(str(error)))
    agnes_page.on(
        "console", lambda said: said.type == "error" and errors.append(said.text)
    )
    agnes_page.goto("/profile/")
    yield agnes_page
    # A stream that meets the sign-in page is told so, and gives up: that is no fault.
    assert not [error for error in errors if "EventSource" not in error]


def test_keys_press_what_declares_them(profile: "Page") -> None:
    profile.evaluate(BUTTONS, ["r", "g h", "shift+x", "mod+enter"])
    for key in ("g", "h", "r", "Shift+X"):
        profile.keyboard.press(key)
    assert profile.evaluate("pressed") == ["g h", "r", "shift+x"]


def test_a_greek_keyboard_works_too(profile: "Page") -> None:
    profile.evaluate(BUTTONS, ["r"])
    profile.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent(
          "keydown", {key: "ρ", code: "KeyR", bubbles: true}))"""
    )
    assert profile.evaluate("pressed") == ["r"]


def test_in_a_field_only_ctrl_keys_work(profile: "Page") -> None:
    profile.evaluate(BUTTONS, ["r", "mod+enter"])
    profile.locator("form textarea").first.press("r")
    profile.locator("form textarea").first.press("Control+Enter")
    assert profile.evaluate("pressed") == ["mod+enter"]


def test_single_keys_can_be_switched_off(profile: "Page", agnes: User) -> None:
    profile.evaluate(BUTTONS, ["r"])
    profile.keyboard.press("?")
    with profile.expect_response("**/profile/keys/"):
        profile.locator("#keys [data-single-keys]").click()
    profile.keyboard.press("Escape")
    profile.keyboard.press("r")
    assert profile.evaluate("pressed") == []
    agnes.refresh_from_db()
    assert not agnes.single_keys


def test_availability_changes_in_place(profile: "Page", agnes: User) -> None:
    profile.click("#me")
    profile.get_by_role("menuitemradio", name="Away").click()
    profile.locator("#me .avatar[data-status=away]").wait_for()
    assert not profile.locator("#me-menu").is_visible()
    agnes.refresh_from_db()
    assert agnes.availability == "away"


def test_the_theme_turns_at_once_and_stays(profile: "Page") -> None:
    profile.click("#me")
    with profile.expect_response("**/theme/"):
        profile.locator("ombud-theme button").click()
    assert profile.get_attribute("html", "data-theme") == "dark"
    profile.reload()
    assert profile.get_attribute("html", "data-theme") == "dark"


def test_a_toast_counts_down_and_goes_back(profile: "Page") -> None:
    toast = {"text": "Goes out in {s} s", "undo": "/theme/", "seconds": 9}
    profile.evaluate(TOAST, toast)
    profile.get_by_text("Goes out in 9 s").wait_for()
    with profile.expect_response("**/theme/"):
        profile.keyboard.press("z")
    profile.locator(".toasts > .toast").wait_for(state="detached")


def test_an_error_stays_until_it_is_closed(profile: "Page") -> None:
    profile.evaluate(TOAST, {"text": "That failed.", "tone": "bad", "seconds": 0.3})
    profile.wait_for_timeout(900)
    assert profile.get_by_text("That failed.").is_visible()
    profile.locator(".toast [data-close]").click()
    assert profile.locator(".toasts > .toast").count() == 0


def test_a_change_reaches_the_element_that_waits_for_it(profile: "Page") -> None:
    with profile.expect_response("**/live/?topics=*ticket-7*"):
        profile.evaluate(LISTEN)
    profile.wait_for_timeout(300)
    publish("ticket-8", "ticket-7")
    profile.wait_for_function("heard.length")
    assert profile.evaluate("heard") == ["ticket-7"]


def test_an_ended_session_leads_to_the_sign_in(profile: "Page") -> None:
    profile.context.clear_cookies(name="ombud_session")
    profile.evaluate("htmx.ajax('GET', '/profile/', {target: '#main'})")
    profile.wait_for_url("**/accounts/login/?next=%2Fprofile%2F")


def test_signing_in_by_hand(page: "Page", agnes: User, sign_in: "object") -> None:
    sign_in(page, agnes)
    page.goto("/profile/")
    assert page.locator("#id_name").input_value() == "Agnes Adler"
