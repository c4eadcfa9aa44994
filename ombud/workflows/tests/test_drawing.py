"""The picture of a plan."""

import pytest

from ombud.workflows.drawing import ANSWER, draw, path_of
from ombud.workflows.making import starters
from ombud.workflows.plan import as_toml, in_order, pruned, read_toml
from ombud.workflows.starting import starter_plan


@pytest.mark.parametrize("plan", starters(), ids=lambda plan: plan["slug"])
def test_every_starter_is_drawn_whole(plan):
    drawn = draw(plan)
    assert [node.slug for node in drawn.nodes] == [s["slug"] for s in plan["states"]]
    shown = {act.slug for act in drawn.acts} | {slug for slug, _ in drawn.staying}
    assert shown - {ANSWER} == {action["slug"] for action in plan["actions"]}


def test_the_open_action_stands_out():
    drawn = draw(starter_plan("complaint"), chosen="refund")
    assert [act.slug for act in drawn.acts if act.is_on] == ["refund"]
    ends = [node.slug for node in drawn.nodes if node.is_end]
    assert ends == ["open", "inspection", "refund"]
    assert any(edge.is_on for edge in drawn.edges)


def test_the_customers_answer_is_drawn_as_automatic():
    drawn = draw(starter_plan("complaint"))
    assert any(edge.is_auto for edge in drawn.edges)
    assert any(act.slug == ANSWER for act in drawn.acts)


def test_long_names_are_cut_in_the_graph_alone():
    plan = {"states": [{"slug": "a", "name": "W" * 60, "kind": "new"}]}
    (node,) = draw(plan).nodes
    assert node.label.endswith("…")
    assert len(node.name) == 60


def test_names_that_are_nowhere_are_not_drawn():
    action = {"slug": "x", "name": "X", "kind": "move", "from": ["b"], "to": "c"}
    plan = {
        "states": [{"slug": "a", "name": "A", "kind": "new"}],
        "actions": [action],
    }
    assert draw(plan).acts == ()


def test_corners_are_round():
    assert path_of(((0, 0), (0, 20), (30, 20))) == (
        "M0.0 0.0L0.0 12.0Q0.0 20.0 8.0 20.0L30.0 20.0"
    )


def test_files_read_as_people_write_them():
    plan = starter_plan("complaint")
    shuffled = {name: plan[name] for name in sorted(plan, key=len)}
    assert list(in_order(shuffled))[:3] == ["name", "slug", "icon"]
    assert read_toml(as_toml(shuffled)) == plan


def test_nought_says_something():
    assert pruned({"a": 0, "b": None, "c": "", "d": False, "e": []}) == {"a": 0}
