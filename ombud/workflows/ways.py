"""A plan as a list: each state with the actions that it offers, and where they lead."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ombud.workflows.drafting import Row
from ombud.workflows.plan import Plan
from ombud.workflows.reaching import sleepers_of, woken_of

Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Way:
    """An action as a state offers it; the customer's answer has no address."""

    name: str
    url: str
    key: str
    to: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state and its ways on."""

    state: Row
    public: str
    url: str
    tickets: int
    ways: list[Way]


def rows_of(plan: Plan, tickets: Mapping[str, int], url: Address) -> list[StateRow]:
    """In the order of the states, and of the actions in each."""
    names = {state["slug"]: _(state["name"]) for state in plan["states"]}
    return [
        StateRow(
            state=state,
            public=_(state.get("public_name") or state["name"]),
            url=url("workflow-state", state["slug"]),
            tickets=tickets.get(state["slug"], 0),
            ways=list(_ways(plan, state["slug"], names, url)),
        )
        for state in plan["states"]
    ]


def _ways(
    plan: Plan, state: str, names: Mapping[str, str], url: Address
) -> Iterator[Way]:
    for action in plan.get("actions", []):
        if state in action.get("from", []):
            yield Way(
                _(action["name"]),
                url("workflow-action", action["slug"]),
                action.get("hotkey", ""),
                names.get(action.get("to", ""), ""),
            )
    if state in sleepers_of(plan) and (woken := woken_of(plan)):
        yield Way(_("customer answers"), "", "", names[woken])
