"""Graphs: rows, order, lanes, and that nothing covers anything."""

import random
from itertools import combinations, pairwise

import pytest

from ombud.lib.graph_lanes import Turn, lanes
from ombud.lib.graph_layout import Box, Layout, Link, layout
from ombud.lib.graph_ranks import ranks
from ombud.lib.graph_rows import nearest, ordered

RANKS = [
    ("a", "", "", {"a": 0}),
    ("abc", "ab bc", "", {"a": 0, "b": 1, "c": 2}),
    # The longest way counts.
    ("abc", "ab bc ac", "", {"a": 0, "b": 1, "c": 2}),
    # Ways back change nothing.
    ("abc", "ab bc cb ca", "", {"a": 0, "b": 1, "c": 2}),
    ("abc", "ab ba", "", {"a": 0, "b": 1, "c": 1}),
    # Of many ways in, an end takes the farthest, what leads on the nearest.
    ("abcd", "ab bc", "ad bd cd", {"a": 0, "b": 1, "c": 2, "d": 3}),
    ("abcd", "ab cd", "ac bc", {"a": 0, "b": 1, "c": 1, "d": 2}),
]


@pytest.mark.parametrize(("order", "edges", "busy", "expected"), RANKS)
def test_ranks(order, edges, busy, expected):
    pairs = [tuple(edge) for edge in edges.split()]
    many = [tuple(edge) for edge in busy.split()]
    assert ranks(order, pairs, many) == expected


def test_rows_are_turned_until_nothing_crosses():
    rows = ordered([["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")])
    assert rows in ([["b", "a"], ["c", "d"]], [["a", "b"], ["d", "c"]])


@pytest.mark.parametrize(
    ("wishes", "apart", "expected"),
    [
        ([], [], []),
        ([0, 100], [10], [0, 100]),
        ([0, 0], [10], [-5, 5]),
        ([50, 0], [10], [20, 30]),
    ],
)
def test_neighbours_give_way(wishes, apart, expected):
    assert nearest(wishes, apart, [1] * len(wishes)) == expected


LANES = [
    ([("x", 0, 50)], {"x": 0}),
    ([("x", 7, 7)], {}),
    # Beside each other they share a lane, over each other they do not.
    ([("x", 0, 50), ("y", 60, 90)], {"x": 0, "y": 0}),
    ([("x", 0, 50), ("y", 20, 90)], {"x": 0, "y": 1}),
    # One comes down where the other leaves: it has to turn first.
    ([("x", 0, 50), ("y", 50, 90)], {"y": 0, "x": 1}),
    ([("x", 50, 0), ("x", 90, 0)], {"x": 0}),
]


@pytest.mark.parametrize(("turns", "expected"), LANES)
def test_lanes(turns, expected):
    assert lanes(Turn(*turn) for turn in turns) == expected


def sample(states: int, actions: int, seed: int) -> tuple[list[Box], list[Link]]:
    chance = random.Random(seed)  # noqa: S311  # the same each time
    keys = [f"s{number}" for number in range(states)]
    boxes = [Box(key, chance.randrange(120, 220), 48) for key in keys]
    links = []
    for number in range(actions):
        target = chance.choice(keys)
        others = [key for key in keys if key != target]
        origins = chance.sample(others, chance.randrange(1, min(5, states)))
        links.append(Link(f"l{number}", tuple(origins), target, 90, 24))
    return boxes, links


def rectangles(boxes: list[Box], links: list[Link], drawn: Layout) -> dict:
    found = {}
    for one in [*boxes, *links]:
        x, y = drawn.middles[one.key]
        wide, high = one.width / 2, one.height / 2
        found[one.key] = (x - wide, y - high, x + wide, y + high)
    return found


def covers(one: tuple, other: tuple) -> bool:
    return (
        one[0] < other[2] - 1
        and other[0] < one[2] - 1
        and one[1] < other[3] - 1
        and other[1] < one[3] - 1
    )


SAMPLES = [
    sample(states, actions, seed)
    for seed, (states, actions) in enumerate(
        [(2, 1), (2, 4), (3, 3), (5, 8), (8, 12), (15, 10), (15, 24), (15, 30)]
    )
]


@pytest.mark.parametrize(("boxes", "links"), SAMPLES)
def test_boxes_and_labels_cover_nothing(boxes, links):
    drawn = layout(boxes, links)
    areas = rectangles(boxes, links, drawn)
    assert not [
        pair for pair in combinations(areas, 2) if covers(*(areas[k] for k in pair))
    ]
    assert all(
        left >= 0 and top >= 0 and right <= drawn.width and bottom <= drawn.height
        for left, top, right, bottom in areas.values()
    )


@pytest.mark.parametrize(("boxes", "links"), SAMPLES)
def test_lines_turn_at_right_angles_and_run_through_nothing(boxes, links):
    drawn = layout(boxes, links)
    areas = rectangles(boxes, links, drawn)
    for line in drawn.lines:
        for (x1, y1), (x2, y2) in pairwise(line.points):
            assert x1 == x2 or y1 == y2
            piece = (min(x1, x2), min(y1, y2) + 1, max(x1, x2) + 2, max(y1, y2) - 1)
            hit = [key for key, area in areas.items() if covers(piece, area)]
            assert not hit, (line, hit)


@pytest.mark.parametrize(("boxes", "links"), SAMPLES)
def test_lines_across_lie_on_no_other(boxes, links):
    across = [
        (line.link, y1, min(x1, x2), max(x1, x2))
        for line in layout(boxes, links).lines
        for (x1, y1), (x2, y2) in pairwise(line.points)
        if y1 == y2
    ]
    for one, other in combinations(across, 2):
        if one[0] != other[0] and one[1] == other[1]:
            assert one[3] < other[2] or other[3] < one[2]


@pytest.mark.parametrize(("boxes", "links"), SAMPLES)
def test_every_link_ends_in_one_tip_at_its_target(boxes, links):
    drawn = layout(boxes, links)
    areas = rectangles(boxes, links, drawn)
    for link in links:
        (tip,) = [
            line for line in drawn.lines if line.has_tip and line.link == link.key
        ]
        left, top, right, bottom = areas[link.target]
        x, y = tip.points[-1]
        assert left <= x <= right
        assert min(abs(y - top), abs(y - bottom)) < 10


def test_a_link_from_many_boxes_is_one_line():
    boxes = [Box(key, 100, 40) for key in "abcde"]
    drawn = layout(boxes, [Link("x", tuple("abcd"), "e", 60, 24)])
    assert [line.has_tip for line in drawn.lines] == [True]


def test_the_same_graph_is_drawn_the_same():
    assert layout(*SAMPLES[5]) == layout(*SAMPLES[5])


def test_one_box_alone():
    drawn = layout([Box("a", 100, 40)], [])
    assert set(drawn.middles) == {"a"}
    assert not drawn.lines
