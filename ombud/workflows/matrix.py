"""The rights of a workflow as a table: rows are places of a plan, columns who may."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ombud.workflows.drafting import Row
from ombud.workflows.holders import Holder
from ombud.workflows.plan import Plan, pruned


@dataclass(frozen=True, slots=True)
class Cell:
    """One box to tick."""

    key: str
    name: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One place: a state (sees), an action (performs), or the workflow (owns)."""

    place: str
    name: str
    cells: list[Cell]
    # Of an action: the same from each state that offers it.
    inside: "list[Line]" = field(default_factory=list)

    @property
    def is_ruled(self) -> bool:
        """Whether anything is ticked; else everybody may who works on the ticket."""
        return any(cell.is_ticked for cell in self.cells)

    @property
    def is_open(self) -> bool:
        """Whether a state differs."""
        return any(line.is_ruled for line in self.inside)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one sort, under a heading."""

    name: str
    empty: str
    lines: list[Line]


def table(plan: Plan, columns: list[Holder]) -> list[Section]:
    """Everything that can be ticked."""
    # The page says above that it is everybody who works on the ticket.
    everybody = _("everybody")
    return [
        Section(
            _("May own tickets"),
            everybody,
            [_line("owners", _("Tickets of this type"), plan.get("owners"), columns)],
        ),
        Section(
            _("Sees tickets in"),
            everybody,
            [
                _line(
                    f"seen.{one['slug']}", _(one["name"]), one.get("seen_by"), columns
                )
                for one in plan["states"]
            ],
        ),
        Section(
            _("May perform"),
            everybody,
            [_of_action(plan, one, columns) for one in plan.get("actions", [])],
        ),
    ]


def _line(
    place: str,
    name: str,
    held: list[str] | None,
    columns: list[Holder],
    inside: list[Line] | None = None,
) -> Line:
    cells = [Cell(one.key, one.name, one.key in (held or [])) for one in columns]
    return Line(place, name, cells, inside or [])


def _of_action(plan: Plan, action: Row, columns: list[Holder]) -> Line:
    slug = action["slug"]
    inside = [
        _line(
            f"may.{slug}.{state['slug']}",
            _(state["name"]),
            action.get("allowed_in", {}).get(state["slug"]),
            columns,
        )
        for state in plan["states"]
        if state["slug"] in action.get("from", [])
    ]
    place, name = f"may.{slug}", _(action["name"])
    return _line(place, name, action.get("allowed"), columns, inside)


def ticked(plan: Plan, given: Mapping[str, list[str]]) -> Plan:
    """The plan with other ticks: {place: who}; a place without any is everybody's."""
    plan = deepcopy(plan)
    plan["owners"] = given.get("owners", [])
    for state in plan["states"]:
        state["seen_by"] = given.get(f"seen.{state['slug']}", [])
    for action in plan.get("actions", []):
        place = f"may.{action['slug']}"
        action["allowed"] = given.get(place, [])
        action["allowed_in"] = dict(_inside(action, place, given))
    states = [pruned(state) for state in plan["states"]]
    actions = [pruned(action) for action in plan.get("actions", [])]
    return pruned({**plan, "states": states, "actions": actions})


def _inside(
    action: Row, place: str, given: Mapping[str, list[str]]
) -> Iterator[tuple[str, list[str]]]:
    for slug in action.get("from", []):
        if held := given.get(f"{place}.{slug}"):
            yield slug, held
