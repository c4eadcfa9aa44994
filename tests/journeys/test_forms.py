"""A complaint from the shop's mail on a phone, and a photo that arrives on the desk."""

import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from ombud.core.actor import Machine
from ombud.forms.models import Form, Own, Question, ShopKey
from ombud.forms.signing import signature
from ombud.portal.models import CustomerLink
from ombud.testing.factories import (
    make_channel,
    make_contact,
    make_team,
    make_workflow,
)
from ombud.testing.live_fixtures import LiveOmbud
from ombud.testing.sales import make_order
from ombud.tickets.models import Ticket
from ombud.users.models import User

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
ORDER = "CC-10481"


@pytest.fixture
def phone(browser: Browser, live_ombud: LiveOmbud) -> Iterator[Page]:
    """Carla's, with no session."""
    context = browser.new_context(base_url=live_ombud.url, locale="de", **PHONE)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As a camera would give it."""
    path = tmp_path / "crack.jpg"
    Image.new("RGB", (640, 480), "#8a6b4f").save(path)
    return path


@pytest.fixture
def complaint_link(live_ombud: LiveOmbud) -> Callable[..., str]:
    """What stands in the mail of Carla's order."""
    make_contact("Carla Conti", "carla@example.com")
    make_order(ORDER, email="carla@example.com")
    form = Form.objects.create(
        name="Complaint",
        slug="complaint",
        languages=["en-gb", "de"],
        texts={"de": {"title": "Was ist passiert?"}},
        team=make_team("support"),
        workflow=make_workflow(),
        channel=make_channel(make_team("support")),
        needs_order_link=True,
    )
    for place, own in enumerate((Own.MESSAGE, Own.FILES)):
        Question.objects.create(form=form, own=own, position=place)
    key = ShopKey.objects.issue("Shop", by=Machine())

    def sign(order: str = ORDER) -> str:
        said = {"order": order, "expires": str(int(time.time()) + 3600)}
        signed = signature(key.secret, "complaint", said)
        said |= {"key": key.public, "signature": signed}
        return f"/f/complaint/?{urlencode(said)}"

    return sign


def is_as_wide_as_the_phone(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_signed_complaint_goes_round_and_a_photo_arrives_live(
    phone: Page, agnes_page: Page, agnes: User, complaint_link, photo: Path, until
) -> None:
    phone.goto(complaint_link().replace(ORDER, "CC-10482"))
    assert "CC-1048" not in phone.locator("main").inner_text()

    phone.goto(complaint_link())
    expect(phone.locator("h1")).to_have_text("Was ist passiert?")
    assert is_as_wide_as_the_phone(phone)
    phone.get_by_label("Brio 200, cream").check()
    phone.locator("[name=message]").fill("Ein Riss an der Seite.")
    phone.locator("[name=photos]").set_input_files(photo)
    expect(phone.locator(".files .file b")).to_have_text("crack.jpg")
    time.sleep(3)
    phone.locator(".form-asked .btn-primary").click()
    phone.wait_for_url(re.compile("/sent/"))

    ticket = Ticket.objects.get()
    assert ticket.contact.name == "Carla Conti"
    expect(phone.locator(".form-number")).to_have_text(f"#{ticket.number}")
    assert ticket.sales_links.get(kind="order").thing.number == ORDER

    agnes_page.goto(ticket.get_absolute_url())
    agnes_page.get_by_role("link", name="Customer link").click()
    shown = agnes_page.locator("dialog .qr svg")
    expect(shown).to_be_visible()
    address = agnes_page.locator("dialog input[readonly]").input_value()
    assert address.endswith(CustomerLink.objects.of(ticket).url_path)
    agnes_page.keyboard.press("Escape")

    phone.locator(".btn-primary").click()
    expect(phone.locator("h1")).to_contain_text("Ein Riss an der Seite.")
    assert is_as_wide_as_the_phone(phone)
    phone.locator("[name=photos]").set_input_files(photo)
    phone.locator("form .btn-primary").click()
    expect(phone.locator(".callout")).to_be_visible()
    # Agnes has touched nothing.
    expect(agnes_page.locator("#timeline, .timeline").first).to_contain_text("1 file")
    expect(agnes_page.locator(".file b", has_text="crack.jpg")).to_have_count(2)


def test_without_scripts_a_form_works_too(
    browser: Browser, live_ombud: LiveOmbud, complaint_link
) -> None:
    context = browser.new_context(
        base_url=live_ombud.url, locale="en-GB", java_script_enabled=False
    )
    page = context.new_page()
    page.goto(complaint_link())
    page.get_by_label("Brio 200, cream").check()
    page.locator("[name=message]").fill("Cracked.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".form-number")).to_contain_text("#")
    expect(page.locator("main")).to_contain_text("A colleague looks at it first")
    context.close()


@pytest.fixture
def shop(live_ombud: LiveOmbud, tmp_path: Path) -> Iterator[int]:
    """A shop's page with the one line, served from a port of its own."""
    line = f'<script src="{live_ombud}/embed/complaint.js" async></script>'
    page = f"<!doctype html><html lang=de><h1>Shop</h1>{line}<p>Below</p></html>"
    (tmp_path / "contact.html").write_text(page)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_a_number_is_looked_for_while_it_is_typed(page: Page, complaint_link) -> None:
    Form.objects.update(needs_order_link=False)
    Question.objects.create(form=Form.objects.get(), own=Own.ORDER, position=5)
    page.goto("/f/complaint/?lang=en")
    page.locator("[name=order]").press_sequentially("cc 10481")
    answer = page.locator("#order-answer")
    expect(answer).to_have_text("This looks like one of our numbers.")
    page.locator("[name=order]").fill("CC-1")
    expect(answer).to_contain_text("We do not find this number.")


def test_one_line_puts_the_form_into_a_shops_page(
    page: Page, complaint_link, shop: int
) -> None:
    ours = f"http://localhost:{shop}"
    Form.objects.update(needs_order_link=False, origins=[ours])
    page.goto(f"{ours}/contact.html")
    form = page.frame_locator("iframe")
    expect(form.locator("h1")).to_have_text("Was ist passiert?")
    before = page.locator("iframe").bounding_box()["height"]
    form.locator("[name=message]").fill("Zeile\n" * 60)
    page.wait_for_function(f"document.querySelector('iframe').height > {before} + 300")
    # The same page from a site that is not named.
    page.goto(f"http://127.0.0.1:{shop}/contact.html")
    expect(page.locator("iframe")).to_be_attached()
    expect(form.locator("h1", has_text="Was ist passiert?")).to_have_count(0)
