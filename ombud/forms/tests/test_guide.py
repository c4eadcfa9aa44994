"""The code that the guide gives to shops makes links that open the form."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ombud.forms.models import Form, ShopKey

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "forms.md"
LINE = re.compile(r'<script src="https://[^/]+(/embed/contact\.js)" async></script>')


@pytest.fixture
def complaint_link() -> Callable[..., str]:
    code = re.search(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert code
    names: dict[str, Any] = {}
    exec(code[1], names)  # noqa: S102  # our own page
    made: Callable[..., str] = names["complaint_link"]
    return made


@pytest.mark.parametrize(
    "who", [{}, {"email": "č@example.com", "name": "Žofie Ň & Co."}]
)
def test_the_example_opens_the_form(
    complaint_form: Form,
    key: ShopKey,
    client: Client,
    complaint_link: Callable[..., str],
    who: dict[str, str],
) -> None:
    url = complaint_link("", "complaint", "CC-1", key.public, key.secret, **who)
    page = client.get(url)
    assert page.status_code == 200
    assert "CC-1" in page.text


def test_the_line_is_the_one_of_the_settings(
    contact_form: Form, client: Client
) -> None:
    line = LINE.search(GUIDE.read_text())
    assert line
    assert LINE.fullmatch(contact_form.embed_code.replace("http:", "https:"))
    assert client.get(line[1]).status_code == 200
