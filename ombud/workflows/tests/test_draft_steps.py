"""A draft keeps its steps, and the last one can be taken back."""

import pytest

from ombud.workflows.drafting import changed, edited, moved
from ombud.workflows.drafts import (
    DraftMoved,
    draft_of,
    newest_of,
    publish_beside,
    redraw,
    stamp_of,
    take_back,
)
from ombud.workflows.models import DraftStep
from ombud.workflows.plan import plan_of

URL = "/settings/workflows/complaint/"


@pytest.fixture
def draw(complaint, ines):
    def draw(change):
        seen = stamp_of(draft_of(complaint) or newest_of(complaint))
        redraw(complaint, change, by=ines, seen=seen)

    return draw


@pytest.fixture
def undo(complaint, ines):
    return lambda: take_back(complaint, by=ines, seen=stamp_of(draft_of(complaint)))


def test_the_last_change_is_taken_back_and_the_one_before_stays(
    complaint, draw, undo, drawn
):
    draw(lambda plan: edited(plan, name="Claim"))
    draw(lambda plan: edited(plan, name="Trouble"))
    undo()
    assert drawn()["name"] == "Claim"


def test_with_the_first_change_the_draft_goes(complaint, draw, undo):
    draw(lambda plan: edited(plan, name="Claim"))
    undo()
    assert draft_of(complaint) is None
    assert not DraftStep.objects.exists()


def test_what_somebody_else_drew_is_not_taken_back_unseen(complaint, draw, ines):
    draw(lambda plan: edited(plan, name="Claim"))
    with pytest.raises(DraftMoved):
        take_back(complaint, by=ines, seen="1.0")


def test_nothing_is_taken_back_where_nothing_is_drawn(ines_client, complaint):
    seen = {"seen": stamp_of(newest_of(complaint))}
    assert ines_client.post(f"{URL}undos/", seen).status_code == 409


def test_what_is_published_beside_is_not_undone(complaint, draw, undo, drawn, ines):
    draw(lambda plan: changed(plan, "states", "open", name="In work"))
    draw(lambda plan: moved(plan, "states", "open", 1))
    publish_beside(complaint, lambda plan: edited(plan, name="Help"), by=ines)
    undo()
    assert drawn()["name"] == "Help"
    undo()
    assert draft_of(complaint) is None
    complaint.refresh_from_db()
    assert plan_of(complaint)["name"] == "Help"


def test_the_head_says_what_undo_takes_back(send, ines_client, complaint):
    send("states/parcel/", name="On its way", kind="waiting")
    page = ines_client.get(URL).content.decode()
    assert 'id="undo"' in page
    assert "is called “On its way”." in page
    assert send(there="undos/").status_code == 302
    assert 'id="undo"' not in ines_client.get(URL).content.decode()
