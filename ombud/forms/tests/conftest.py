"""A contact form, a complaint form, a shop's key, a browser that solves challenges."""

import json
import re
import time
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from ombud.core.actor import Machine
from ombud.core.limits import forget_counts
from ombud.forms.models import Form, Own, Question, ShopKey
from ombud.forms.signing import signature
from ombud.testing.factories import make_channel, make_workflow
from ombud.users.models import Team
from ombud.workflows.models import Field

Send = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    forget_counts()


@pytest.fixture
def contact_form(support: Team) -> Form:
    """Everything that Ombud asks by itself, and a custom field beside another."""
    form = Form.objects.create(
        name="Contact",
        slug="contact",
        languages=["en-gb", "de", "cs"],
        texts={"de": {"title": "Kontakt", "thanks": "Bis bald."}},
        team=support,
        workflow=make_workflow(),
        channel=make_channel(support),
    )
    ask(form, Own.NAME, Own.EMAIL, Own.PHONE, Own.ORDER, Own.SUBJECT, Own.MESSAGE)
    ask(form, Own.FILES)
    form.questions.filter(own__in=["email", "message"]).update(required=True)
    broken = Field.objects.create(slug="broken", name="Is it broken", kind="checkbox")
    since = Field.objects.create(slug="since", name="Since when", kind="text")
    Question.objects.create(form=form, field=broken, position=8)
    Question.objects.create(
        form=form,
        field=since,
        position=9,
        required=True,
        show_if="field-broken",
        show_if_values=["True"],
    )
    return form


@pytest.fixture
def complaint_form(support: Team) -> Form:
    """Opens only by a shop's link."""
    form = Form.objects.create(
        name="Complaint",
        slug="complaint",
        languages=["en-gb", "de"],
        team=support,
        workflow=make_workflow(),
        channel=make_channel(support),
        needs_order_link=True,
    )
    ask(form, Own.NAME, Own.EMAIL, Own.MESSAGE, Own.FILES)
    return form


@pytest.fixture
def key(db: None) -> ShopKey:
    """Of the shop."""
    return ShopKey.objects.issue("Shop", by=Machine())


@pytest.fixture
def link_to(key: ShopKey) -> Callable[..., str]:
    """The address that the shop would put into its mail."""

    def make(form: Form, order: str = "CC-10481", **said: str) -> str:
        expires = said.pop("expires", str(int(time.time()) + 3600))
        said = {"order": order, "expires": expires, **said}
        signed = signature(key.secret, form.slug, said)
        said |= {"key": key.public, "signature": signed}
        return f"{form.url_path}?" + "&".join(f"{n}={v}" for n, v in said.items())

    return make


@pytest.fixture
def send() -> Send:
    """Opens the page, waits, fills in and sends, as a browser with scripts does."""

    def fill_in(where: Form | str, *, wait: int = 20, **said: Any) -> HttpResponse:
        client, url = Client(), where if isinstance(where, str) else where.url_path
        opened = time.time()
        page = client.get(url).text
        said.setdefault("altcha", solve(page))
        said.setdefault("token", token_in(page))
        with time_machine.travel(opened + wait):
            return client.post(url.partition("?")[0], said)

    return fill_in


def ask(form: Form, *own: Own) -> None:
    start = form.questions.count()
    for place, one in enumerate(own, start):
        Question.objects.create(form=form, own=one, position=place)


def token_in(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    return found[1] if found else ""


def solve(page: str) -> str:
    """What static/workers/proof.js does."""
    said = dict(
        re.findall(r'data-(algorithm|challenge|salt|signature)="([^"]+)"', page)
    )
    if not said:
        return ""
    salt = said["salt"] = said["salt"].replace("&amp;", "&")
    number = next(
        n
        for n in range(100_000)
        if sha256(f"{salt}{n}".encode()).hexdigest() == said["challenge"]
    )
    return b64encode(json.dumps(said | {"number": number}).encode()).decode()
