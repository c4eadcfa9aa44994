"""Where a plan leads: what cannot be reached, what cannot be left, who may nothing."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ombud.users.models import User
from ombud.workflows.models.state import StateKind
from ombud.workflows.plan import Plan

FINISHED = {StateKind.SOLVED, StateKind.CLOSED}
# What a customer's answer does by itself: see Receivable.
WAKES = {StateKind.WAITING, StateKind.SOLVED, StateKind.CLOSED}


def advice_on(plan: Plan) -> Iterator[tuple[str, str]]:
    """(place, sentence) of what can be published and is still odd."""
    edges = edges_of(plan)
    reached = _closure({plan["states"][0]["slug"]}, edges)
    ends = {one["slug"] for one in plan["states"] if one["kind"] in FINISHED}
    for state in plan["states"]:
        slug, words = state["slug"], {"state": state["name"]}
        if slug not in reached:
            yield f"states.{slug}", _("Nothing leads to “%(state)s”.") % words
        elif slug not in ends and not _closure({slug}, edges) & ends:
            yield (
                f"states.{slug}",
                _("From “%(state)s” no way leads to an end.") % words,
            )
    yield from _unused(plan)


def edges_of(plan: Plan) -> set[tuple[str, str]]:
    """From which state to which, by actions and by the customer's answer."""
    edges = {
        (origin, action["to"])
        for action in plan.get("actions", [])
        for origin in action.get("from", [])
        if action.get("to")
    }
    woken = woken_of(plan)
    if woken:
        edges |= {(slug, woken) for slug in sleepers_of(plan)}
    return edges


def woken_of(plan: Plan) -> str:
    """The state that a customer's answer leads to, "" where there is none."""
    return next((s["slug"] for s in plan["states"] if s["kind"] == StateKind.OPEN), "")


def sleepers_of(plan: Plan) -> list[str]:
    """The states that a customer's answer wakes from."""
    asleep = [state for state in plan["states"] if state["kind"] in WAKES]
    return [state["slug"] for state in asleep if not state.get("stays")]


def _closure(start: set[str], edges: set[tuple[str, str]]) -> set[str]:
    """Everything that can be reached from there."""
    found, fresh = set(start), set(start)
    while fresh:
        fresh = {to for origin, to in edges if origin in fresh} - found
        found |= fresh
    return found


def _unused(plan: Plan) -> Iterator[tuple[str, str]]:
    """Actions that no state offers, or that nobody may perform."""
    for action in plan.get("actions", []):
        place, words = f"actions.{action['slug']}", {"action": action["name"]}
        if not action.get("from"):
            yield place, _("No state offers “%(action)s”.") % words
        for holders in _holders(action):
            if not _anybody(holders):
                yield place, _("Nobody may perform “%(action)s”.") % words
                break


def _holders(action: dict[str, Any]) -> list[list[str]]:
    return [action.get("allowed", []), *action.get("allowed_in", {}).values()]


def _anybody(holders: list[str]) -> bool:
    """Whether any agent has one of these teams or roles; no holders: everybody."""
    if not holders:
        return True
    named = [holder.partition(":")[::2] for holder in holders]
    teams = [slug for kind, slug in named if kind == "team"]
    roles = [slug for kind, slug in named if kind == "role"]
    agents = User.objects.agents()
    return bool(
        agents.filter(teams__slug__in=teams).exists()
        or agents.filter(roles__slug__in=roles).exists()
    )
