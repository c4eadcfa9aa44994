"""Categories and owner chains over the API."""

import pytest

from ombud.workflows.models import Category

WISH = {"subject": "Broken", "text": "It leaks.", "requester": {"name": "Carla"}}


@pytest.fixture(autouse=True)
def category(support) -> Category:
    found = Category(name="Returns", slug="returns", team=support)
    found.keep()
    return found


def test_a_category_goes_in_and_out(agnes_calls):
    made = agnes_calls.post("/tickets", WISH | {"category": "returns"}).json()
    assert made["category"] == "returns"
    assert made["owner_chain"][0]["words"].startswith("It waits in the team Support")
    found = agnes_calls.get("/tickets?category=returns").json()["items"]
    assert [one["number"] for one in found] == [made["number"]]


def test_an_unknown_category_is_said(agnes_calls):
    answer = agnes_calls.post("/tickets", WISH | {"category": "nothing"})
    assert answer.status_code == 422
    assert "There is no category “nothing”." in answer.content.decode()
