"""A real Chromium for journeys; Debian's, because none is downloaded here."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from ombud.testing.cast import PASSWORD
from ombud.testing.live_fixtures import LiveOmbud
from ombud.users.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine has a name.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PATIENCE = 20_000  # milliseconds for an element to appear, on a busy machine


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium a process, with a fresh profile."""
    from playwright.sync_api import expect, sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("Chromium is not installed. `make test` installs it.")
    # Playwright's loop runs in this thread; the tests' own queries stay sync.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def new_page(
    browser: "Browser", live_ombud: LiveOmbud
) -> "Iterator[Callable[[User | None], Page]]":
    """Opens a page: signed in as that user, or as an outsider for None."""
    contexts: list[BrowserContext] = []

    def open_page(user: User | None = None) -> "Page":
        context = browser.new_context(base_url=live_ombud.url, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if user:
            context.add_cookies([_session_cookie(user, live_ombud)])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: "Callable[[User | None], Page]") -> "Page":
    """An outsider's browser."""
    return new_page(None)


@pytest.fixture
def agnes_page(new_page: "Callable[[User | None], Page]", agnes: User) -> "Page":
    """Agnes' browser, signed in."""
    return new_page(agnes)


@pytest.fixture
def ines_page(new_page: "Callable[[User | None], Page]", ines: User) -> "Page":
    """Inés' browser, signed in."""
    return new_page(ines)


@pytest.fixture
def sign_in() -> "Callable[[Page, User], None]":
    """Signs in by the form, as a person does."""

    def fill(page: "Page", user: User) -> None:
        page.goto("/accounts/login/")
        page.locator("input[name=login]").fill(user.email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/login" not in url)

    return fill


def _session_cookie(user: User, live: LiveOmbud) -> "dict[str, str]":
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live.url}
