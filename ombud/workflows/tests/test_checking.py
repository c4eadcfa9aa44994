"""What a plan must not say, each told with its place."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from ombud.workflows.checking import advice_of, faults_of
from ombud.workflows.starting import starter_plan

Plan = dict[str, Any]


def of(rows: list[Plan], slug: str) -> Plan:
    return next(row for row in rows if row["slug"] == slug)


def action(plan: Plan, **changes: Any) -> None:
    of(plan["actions"], "solve").update(changes)


def state(plan: Plan, **changes: Any) -> None:
    of(plan["states"], "open").update(changes)


def notice(plan: Plan, **changes: Any) -> None:
    plan["notices"][0].update(changes)


def text(plan: Plan, body: str) -> None:
    notice(plan, texts={"en": {"subject": "S", "body": body}})


@pytest.fixture
def told(db, agnes) -> Callable[..., list[tuple[str, str]]]:
    """Spoil the support workflow; gives its faults."""

    def told(spoil: Callable[..., None], **changes: Any) -> list[tuple[str, str]]:
        plan = deepcopy(starter_plan("support"))
        spoil(plan, **changes)
        return [(fault.place, fault.sentence) for fault in faults_of(plan)]

    return told


@pytest.mark.parametrize(
    ("spoil", "changes", "place"),
    [
        (action, {"to": "nowhere"}, "actions.solve"),
        (action, {"from": ["open", "nowhere"]}, "actions.solve"),
        (action, {"kind": "explode"}, "actions.solve.kind"),
        (action, {"icon": "no-such-icon"}, "actions.solve.icon"),
        (action, {"assign": "team:nobody"}, "actions.solve.assign"),
        (action, {"assign": "by-magic"}, "actions.solve.assign"),
        (action, {"assign": "agent"}, "actions.solve.assign"),
        (action, {"allowed": ["team:nobody"]}, "actions.solve.allowed"),
        (action, {"allowed": ["crowd:all"]}, "actions.solve.allowed"),
        (action, {"fields": [{"field": "nothing"}]}, "actions.solve.nothing"),
        (action, {"set": {"fields": {"nothing": 1}}}, "actions.solve.set"),
        (state, {"kind": "limbo"}, "states.open.kind"),
        (state, {"seen_by": ["role:nobody"]}, "states.open.seen_by"),
        (notice, {"on": "action:nothing"}, "notices.1.on"),
        (notice, {"to": ["everybody"]}, "notices.1.to"),
        (notice, {"to": ["agent:nobody@example.com"]}, "notices.1.to"),
        (notice, {"to": ["address:nowhere"]}, "notices.1.to"),
        (notice, {"texts": {}}, "notices.1.texts"),
    ],
)
def test_an_unknown_name_is_told_with_its_place(told, spoil, changes, place):
    assert place in dict(told(spoil, **changes))


@pytest.mark.parametrize("body", ["{{ ticket.colour }}", "{{ fields.nothing }}"])
def test_a_notice_with_an_unknown_placeholder_is_refused(told, body):
    name = body.strip("{} ")
    assert told(text, body=body) == [
        ("notices.1.texts.en.body", f"There is no placeholder “{name}”.")
    ]


def test_a_notice_that_cannot_be_read_is_refused(told):
    ((place, sentence),) = told(text, body="{% if %}")
    assert place == "notices.1.texts.en.body"
    assert sentence.startswith("The text cannot be read:")


def test_two_actions_with_one_digit_in_one_state_are_refused(told):
    def spoil(plan: Plan) -> None:
        for row in plan["actions"]:
            row["hotkey"] = "1"

    assert (
        "states.open",
        "Two actions in the state “Open” have the key 1.",
    ) in told(spoil)


def test_a_key_used_twice_is_refused(told):
    def spoil(plan: Plan) -> None:
        plan["states"].append(dict(plan["states"][0]))

    assert [place for place, _sentence in told(spoil)] == ["states.new"]


def test_tickets_must_be_able_to_end(told):
    def spoil(plan: Plan) -> None:
        for row in plan["states"]:
            row["kind"] = "open"

    assert told(spoil) == [
        ("states", "No state is solved or closed: tickets would never end.")
    ]


def test_a_workflow_without_states_is_none(told):
    assert "states" in dict(told(lambda plan: plan.update(states=[])))


@pytest.mark.parametrize("wrong", ["x", 7, None, [], {"states": "all"}])
def test_what_is_no_plan_is_told_and_not_looked_into(db, wrong):
    assert faults_of(wrong)


def test_a_dead_end_is_told_as_advice(db, agnes):
    plan = deepcopy(starter_plan("support"))
    plan["actions"] = [row for row in plan["actions"] if "solved" not in row["from"]]
    assert "states.solved" not in [one.place for one in advice_of(plan)]
    plan["actions"] = [row for row in plan["actions"] if "waiting" not in row["from"]]
    assert "states.waiting" in [one.place for one in advice_of(plan)]
