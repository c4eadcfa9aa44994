"""States, actions and an action's fields are brought into an order."""

import pytest

from ombud.workflows.drafts import draft_of

URL = "/settings/workflows/complaint/"
ACTION = "actions/ask-parcel/"


def slugs(plan: dict, noun: str) -> list[str]:
    return [row["slug"] for row in plan[noun]]


def test_the_panel_lists_both_with_buttons_for_those_without_script(
    ines_client, complaint
):
    page = ines_client.get(f"{URL}order/").content.decode()
    assert 'value="state-up:parcel"' in page
    assert 'value="action-down:refund"' in page
    assert 'data-place="action-to:refund"' in page


def test_who_moves_in_the_list_stays_in_it(send, drawn):
    answer = send("order/", "steps/", step="state-to:parcel:0", **{"from": "order"})
    assert answer["Location"].endswith("/order/")
    assert slugs(drawn(), "states")[0] == "parcel"


def test_fields_are_dropped_at_a_place(send, drawn):
    send(ACTION, f"{ACTION}uses/collection_date/", step="to:0")
    action = next(a for a in drawn()["actions"] if a["slug"] == "ask-parcel")
    assert action["fields"][0]["field"] == "collection_date"


@pytest.mark.parametrize("step", ["to:", "to:-1", "to:first"])
def test_forged_places_change_nothing(send, complaint, step):
    answer = send(ACTION, f"{ACTION}uses/collection_date/", step=step)
    assert answer.status_code == 404
    assert draft_of(complaint) is None


@pytest.mark.parametrize("path", ["order/", "undos/"])
def test_olaf_and_zoe_stay_out(outsider_client, olaf_client, complaint, path):
    ask = "get" if path == "order/" else "post"
    assert getattr(olaf_client, ask)(URL + path).status_code == 403
    answer = getattr(outsider_client, ask)(URL + path)
    assert answer["Location"].startswith("/accounts/login/")
