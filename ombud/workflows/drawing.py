"""A plan as a picture: where the states and actions stand, and the lines between."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from ombud.lib.graph_layout import Box, Layout, Line, Link, Point, layout
from ombud.workflows.models.state import StateKind
from ombud.workflows.plan import Plan
from ombud.workflows.reaching import sleepers_of, woken_of

NODE_HEIGHT, ACT_HEIGHT, MANY_HEIGHT, BEND = 48.0, 24.0, 15.0, 8.0
NARROWEST, WIDEST, LETTER, SMALL = 132.0, 240.0, 7.2, 6.3
# The link that no action is: the customer writes again.
ANSWER = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A state."""

    slug: str
    name: str
    glyph: str
    hue: int
    x: float
    y: float
    width: float
    tickets: int | None
    is_end: bool

    @property
    def height(self) -> float:
        """All are as high."""
        return NODE_HEIGHT

    @property
    def label(self) -> str:
        """As much of the name as there is room for."""
        room = int((self.width - 50) / LETTER)
        return self.name if len(self.name) <= room else f"{self.name[: room - 1]}…"


@dataclass(frozen=True, slots=True)
class Act:
    """An action, or the customer's answer, on its line."""

    slug: str
    name: str
    x: float
    y: float
    width: float
    # "from 6 states", below the last of those that are drawn as one line.
    many: str
    is_on: bool

    @property
    def height(self) -> float:
        """All are as high."""
        return ACT_HEIGHT - 2

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A line, as the d of an SVG path."""

    path: str
    has_tip: bool
    is_auto: bool
    is_on: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture; `staying` are actions that lead nowhere else."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    acts: tuple[Act, ...]
    edges: tuple[Edge, ...]
    staying: tuple[tuple[str, str], ...]


Key = tuple[tuple[str, ...], str]


def draw(
    plan: Plan, *, chosen: str = "", tickets: Mapping[str, int] | None = None
) -> Drawing:
    """The picture of a plan; `chosen`: the action whose lines stand out."""
    groups = _groups(plan)
    names = {
        key: [_name(plan, slug) for slug in slugs] for key, slugs in groups.items()
    }
    placed = _layout(json.dumps(_sizes(plan, names)))
    action = next((a for a in plan.get("actions", []) if a["slug"] == chosen), None)
    ends = {*action.get("from", []), action.get("to")} if action else set()
    links = {str(number): key for number, key in enumerate(groups)}
    return Drawing(
        width=round(placed.width),
        height=round(placed.height),
        nodes=tuple(_nodes(plan, placed, ends, tickets)),
        acts=tuple(_acts(links, groups, names, placed, chosen)),
        edges=tuple(
            _edge(line, groups[links[line.link]], chosen) for line in placed.lines
        ),
        staying=tuple(_staying(plan)),
    )


def _groups(plan: Plan) -> dict[Key, list[str]]:
    """Actions between the same states share a line; loops are not drawn."""
    found: dict[Key, list[str]] = {}
    known = [state["slug"] for state in plan["states"]]
    for action in plan.get("actions", []):
        target = action.get("to")
        origins = tuple(o for o in known if o in action.get("from", []) and o != target)
        if target in known and origins:
            found.setdefault((origins, target), []).append(action["slug"])
    woken, asleep = woken_of(plan), sleepers_of(plan)
    if woken and asleep:
        found.setdefault((tuple(asleep), woken), []).append(ANSWER)
    return found


def _name(plan: Plan, slug: str) -> str:
    if slug == ANSWER:
        return _("customer answers")
    found = next(one["name"] for one in plan["actions"] if one["slug"] == slug)
    return gettext(found)


def _sizes(plan: Plan, names: Mapping[Key, list[str]]) -> list[list[Any]]:
    """What the layout needs to know, and nothing else, so that it can be kept."""
    boxes = [
        [
            state["slug"],
            min(WIDEST, max(NARROWEST, len(gettext(state["name"])) * LETTER + 52)),
        ]
        for state in plan["states"]
    ]
    links = [
        [str(number), origins, target, _width(each), len(each) * ACT_HEIGHT]
        for number, ((origins, target), each) in enumerate(names.items())
    ]
    return [boxes, links]


def _width(names: list[str]) -> float:
    return max(96.0, *(len(name) * SMALL + 20 for name in names))


@lru_cache(maxsize=200)
def _layout(sizes: str) -> Layout:
    boxes, links = json.loads(sizes)
    return layout(
        [Box(key, width, NODE_HEIGHT) for key, width in boxes],
        [_link(*link) for link in links],
    )


def _link(
    key: str, origins: list[str], target: str, width: float, height: float
) -> Link:
    link = Link(key, tuple(origins), target, width, height)
    if not link.is_busy:
        return link
    return Link(key, tuple(origins), target, width, height + MANY_HEIGHT)


def _nodes(
    plan: Plan, placed: Layout, ends: set[Any], tickets: Mapping[str, int] | None
) -> Iterator[Node]:
    widths = dict(_sizes(plan, {})[0])
    for state in plan["states"]:
        slug = state["slug"]
        x, y = placed.middles[slug]
        kind = "resolved" if state["kind"] == StateKind.SOLVED else state["kind"]
        yield Node(
            slug=slug,
            name=gettext(state["name"]),
            glyph=kind,
            hue=state.get("hue", 0),
            x=_round(x - widths[slug] / 2),
            y=_round(y - NODE_HEIGHT / 2),
            width=widths[slug],
            tickets=None if tickets is None else tickets.get(slug, 0),
            is_end=slug in ends,
        )


def _acts(
    links: Mapping[str, Key],
    groups: Mapping[Key, list[str]],
    names: Mapping[Key, list[str]],
    placed: Layout,
    chosen: str,
) -> Iterator[Act]:
    for number, key in links.items():
        x, y = placed.middles[number]
        slugs, width = groups[key], _width(names[key])
        count = len(key[0])
        many = _many(count) if Link(number, key[0], key[1], 0, 0).is_busy else ""
        top = y - (len(slugs) * ACT_HEIGHT + (MANY_HEIGHT if many else 0)) / 2
        for place, (slug, name) in enumerate(zip(slugs, names[key], strict=True)):
            yield Act(
                slug=slug,
                name=name,
                x=_round(x - width / 2),
                y=_round(top + place * ACT_HEIGHT + 1),
                width=_round(width),
                many=many if place == len(slugs) - 1 else "",
                is_on=bool(slug) and slug == chosen,
            )


def _many(count: int) -> str:
    return ngettext("from %(count)s state", "from %(count)s states", count) % {
        "count": count
    }


def _edge(line: Line, slugs: list[str], chosen: str) -> Edge:
    return Edge(
        path=path_of(line.points),
        has_tip=line.has_tip,
        is_auto=slugs == [ANSWER],
        is_on=bool(chosen) and chosen in slugs,
    )


def _staying(plan: Plan) -> Iterator[tuple[str, str]]:
    for action in plan.get("actions", []):
        if not action.get("to") or set(action.get("from", [])) <= {action["to"]}:
            yield action["slug"], gettext(action["name"])


def path_of(points: tuple[Point, ...]) -> str:
    """The d of an SVG path through these points, its corners rounded."""
    x, y = points[0]
    parts = [f"M{x:.1f} {y:.1f}"]
    for (before, corner), (_corner, after) in pairwise(pairwise(points)):
        near, far = _towards(corner, before), _towards(corner, after)
        parts.append(f"L{near}Q{corner[0]:.1f} {corner[1]:.1f} {far}")
    x, y = points[-1]
    return "".join([*parts, f"L{x:.1f} {y:.1f}"])


def _towards(corner: Point, other: Point) -> str:
    """A little way from the corner; half of it where the line is short."""
    (x, y), (to_x, to_y) = corner, other
    length = abs(to_x - x) + abs(to_y - y)
    part = min(BEND, length / 2) / length if length else 0
    return f"{x + (to_x - x) * part:.1f} {y + (to_y - y) * part:.1f}"


def _round(number: float) -> float:
    return round(number, 1)
