"""Plans are changed by small functions that leave the old plan alone."""

from copy import deepcopy

import pytest

from ombud.workflows.comparing import changes
from ombud.workflows.drafting import (
    STEPS,
    NotInPlan,
    changed,
    copied,
    free_slug,
    move_use,
    moved,
    part,
    placed,
    rename_action,
    rename_state,
    use,
    uses_of,
    with_action,
    with_notice,
    with_state,
    without_action,
    without_notice,
    without_state,
    without_use,
)
from ombud.workflows.starting import starter_plan


@pytest.fixture
def plan() -> dict:
    return deepcopy(starter_plan("complaint"))


def slugs(plan: dict, noun: str) -> list[str]:
    return [row["slug"] for row in plan[noun]]


CHANGES = [
    lambda plan: with_state(plan, slug="x", name="X", kind="open"),
    lambda plan: changed(plan, "states", "parcel", name="Parcel"),
    lambda plan: moved(plan, "states", "parcel", -1),
    lambda plan: placed(plan, "states", "parcel", 0),
    lambda plan: copied(plan, "states", "parcel", "Parcel 2"),
    lambda plan: copied(plan, "actions", "refund", "Refund 2"),
    lambda plan: rename_state(plan, "parcel", "box"),
    lambda plan: rename_action(plan, "refund", "pay"),
    lambda plan: without_state(plan, "parcel"),
    lambda plan: without_action(plan, "refund"),
    lambda plan: use(plan, "ask-parcel", "verdict", required=True),
    lambda plan: move_use(plan, "ask-parcel", "collection_date", -1),
    lambda plan: without_use(plan, "ask-parcel", "complaint_reason"),
    lambda plan: without_notice(plan, 0),
]


def test_a_new_state_has_what_all_have_and_stands_before_the_end(plan):
    plan = with_state(plan, slug="limbo", name="Limbo", kind="open")
    assert slugs(plan, "states")[-2:] == ["limbo", "closed"]
    offering = [one["slug"] for one in plan["actions"] if "limbo" in one["from"]]
    assert "note" in offering
    assert "refund" not in offering
    plan = with_state(plan, slug="over", name="Over", kind="closed")
    assert slugs(plan, "states")[-2:] == ["closed", "over"]


def test_an_action_that_leads_on_stands_before_what_is_always_there(plan):
    lead = {"slug": "on", "name": "On", "kind": "move", "from": ["new"], "to": "open"}
    blank = with_action(starter_plan("blank"), **lead)
    assert slugs(blank, "actions")[-4:] == ["on", "note", "assign", "delete"]
    assert slugs(with_action(blank, **lead | {"to": ""}), "actions")[-1] == "on"


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_every_change_leaves_the_old_plan_alone_and_is_told(number, plan):
    before = deepcopy(plan)
    after = CHANGES[number](plan)
    assert plan == before
    assert after != before
    assert changes(before, after)


def test_a_state_is_renamed_wherever_it_stands(plan):
    plan = changed(plan, "actions", "refund", allowed_in={"inspection": ["role:lead"]})
    after = rename_state(plan, "inspection", "bench")
    assert "inspection" not in str(
        [{**a, "fields": []} for a in after["actions"]] + slugs(after, "states")
    )
    assert part(after, "actions", "refund")["from"] == ["open", "bench"]
    assert part(after, "actions", "refund")["allowed_in"] == {"bench": ["role:lead"]}
    assert part(after, "actions", "parcel-arrived")["to"] == "bench"


def test_notices_follow_an_action_with_another_key(plan):
    after = rename_action(plan, "refund", "pay-back")
    assert "action:pay-back" in [one["on"] for one in after["notices"]]
    assert "action:refund" not in [one["on"] for one in after["notices"]]


def test_what_only_set_a_state_goes_with_it(plan):
    after = without_state(plan, "parcel")
    assert "ask-parcel" not in slugs(after, "actions")
    assert "parcel" not in part(after, "actions", "reply")["from"]
    assert "action:ask-parcel" not in [one["on"] for one in after["notices"]]
    # A reply still is a reply when nothing waits for an answer.
    assert "to" not in part(without_state(plan, "waiting"), "actions", "reply")


def test_a_copied_state_is_left_by_the_same_actions(plan):
    after = copied(plan, "states", "parcel", "Second parcel")
    assert slugs(after, "states")[3:5] == ["parcel", "second-parcel"]
    origins = part(after, "actions", "parcel-arrived")["from"]
    assert origins == ["parcel", "second-parcel"]


def test_a_copied_action_has_no_key_of_its_own_yet(plan):
    after = copied(plan, "actions", "refund", "Refund half")
    assert "hotkey" not in part(after, "actions", "refund-half")
    assert [one["on"] for one in after["notices"]].count("action:refund-half") == 1


def test_fields_that_nothing_asks_for_leave_the_plan(plan):
    after = without_use(plan, "paid", "paid_on")
    assert "paid_on" not in slugs(after, "fields")


def test_what_was_shown_beside_a_field_is_shown_without_it(plan):
    after = without_use(plan, "ask-parcel", "complaint_reason")
    assert "show_if" not in uses_of(after, "ask-parcel")[0]


def test_parts_move_to_the_ends_and_no_further(plan):
    assert moved(plan, "states", "new", -1) == plan
    assert slugs(moved(plan, "states", "closed", 5), "states")[-1] == "closed"


def test_names_that_are_taken_get_a_number(plan):
    assert free_slug(plan, "states", "Parcel") == "parcel-2"
    assert free_slug(plan, "states", "…") == "state"
    assert free_slug(plan, "actions", "Prüfen") == "prufen"


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: part(plan, "states", "nowhere"),
        lambda plan: without_action(plan, "nowhere"),
        lambda plan: without_use(plan, "refund", "nowhere"),
        lambda plan: with_notice(plan, 99, {}),
        lambda plan: without_notice(plan, -1),
    ],
)
def test_what_is_not_there_cannot_be_changed(change, plan):
    with pytest.raises(NotInPlan):
        change(plan)


def test_no_change_is_told_as_none(plan):
    assert changes(plan, deepcopy(plan)) == []


def test_a_part_is_put_where_it_was_dropped(plan):
    first, second = slugs(plan, "states")[:2]
    after = STEPS["state-to"](plan, f"{first}:1")
    assert slugs(after, "states")[:2] == [second, first]
    assert slugs(STEPS["state-to"](after, f"{first}:999"), "states")[-1] == first


@pytest.mark.parametrize("key", ["new", "new:", "new:-1", "new:x", "new:²", "heaven:1"])
def test_forged_places_are_none(key, plan):
    with pytest.raises(NotInPlan):
        STEPS["state-to"](plan, key)
