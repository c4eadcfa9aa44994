"""An agent signs in and stands at her desk."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from ombud.testing.cast import PASSWORD
from ombud.users.models import User


def test_agnes_signs_in_by_the_form(
    page: Page, sign_in: Callable[[Page, User], None], agnes: User
) -> None:
    sign_in(page, agnes)
    assert page.request.get("/profile/", max_redirects=0).ok


def test_a_wrong_password_stays_at_the_door(page: Page, agnes: User) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(agnes.email)
    page.locator("input[name=password]").fill(f"not {PASSWORD}")
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_text("do not match")).to_be_visible()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_agnes_finds_her_profile(agnes_page: Page, agnes: User) -> None:
    agnes_page.goto("/profile/")
    expect(agnes_page.locator("input[name=name]")).to_have_value(agnes.name)
