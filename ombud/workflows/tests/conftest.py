"""The complaint, and somebody who draws it."""

import re

import pytest

from ombud.workflows.drafts import draft_of
from ombud.workflows.models import Workflow
from ombud.workflows.starting import starter

URL = "/settings/workflows/complaint/"


@pytest.fixture
def complaint(db) -> Workflow:
    return starter("complaint")


@pytest.fixture
def send(ines_client):
    """Send a form of the page at `path`, as that page was seen."""

    def send(path: str = "", there: str | None = None, **wish):
        url = URL + path
        page = ines_client.get(url).content.decode()
        seen = re.search(r'name="seen" value="([^"]*)"', page)
        where = url if there is None else URL + there
        return ines_client.post(where, {"seen": seen[1] if seen else "", **wish})

    return send


@pytest.fixture
def drawn(complaint):
    """The draft's plan."""
    return lambda: draft_of(complaint).plan
