"""Trying a draft: what the page asks for and shows; the floors above play it.

The draft is published as a workflow of its own inside a rehearsal, and the steps so far
are performed on a pretend ticket of it. They travel in the page: nothing is stored.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ombud.lib.charsets import storable
from ombud.workflows.models import Action, Stateful, Workflow
from ombud.workflows.plan import Plan
from ombud.workflows.publishing import publish

# Each is performed anew on every look.
MOST_STEPS = 20
LONGEST = 200_000


class StepsWrong(Exception):
    """What the page has sent are no steps."""


@dataclass(frozen=True, slots=True)
class Step:
    """An action that was tried: by whom, with which fields and which words.

    Without an action: what was filled in when the ticket was opened.
    """

    who: str
    action: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to see: who acts, what was done, what is pressed now."""

    who: str
    team: str
    steps: Sequence[Step] = ()
    # Who is responsible: agents by their addresses.
    customers: str = ""
    mailboxes: str = ""
    # An action that is looked at, or one that was filled in; what opening asks.
    press: str = ""
    perform: str = ""
    opens: bool = False
    data: Any = None
    files: Any = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody would get: by mail, or only under the bell."""

    to: str
    subject: str
    text: str
    is_mail: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that would be different, or that went wrong."""

    text: SafeString
    details: str = ""
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What one step would do."""

    title: str
    by: str
    lines: Sequence[Line]
    letters: Sequence[Letter]


@dataclass
class Play:
    """The pretend ticket after all its steps."""

    ticket: Stateful
    who: str
    actions: Sequence[Action] = ()
    scenes: list[Scene] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    # Its fields, with their names, as people read them.
    facts: Sequence[tuple[str, str]] = ()
    # The form of the action that is looked at, and what is asked before any.
    asked: Any = None
    opening: Any = None
    # Why there is no button, and why a step was not taken.
    why_none: str | Promise = ""
    problem: str = ""

    @property
    def newest_first(self) -> list[Scene]:
        """What was done last is read first."""
        return self.scenes[::-1]

    @cached_property
    def written(self) -> str:
        """The steps, for the next look."""
        return json.dumps([asdict(step) for step in self.steps])


Player = Callable[[Workflow, Wish], Play]
Teller = Callable[[Sequence[int]], list[Letter]]
_players: list[Player] = []
_tellers: list[Teller] = []


def register(player: Player) -> None:
    """Perform steps on something that moves on workflows; called in ready()."""
    _players.append(player)


def register_teller(teller: Teller) -> None:
    """Tell who would hear of entries; called in ready()."""
    _tellers.append(teller)


def rehearse(plan: Plan, wish: Wish) -> Play:
    """Play it; raises PlanWrong. Only to be called inside a rehearsal."""
    workflow = publish({**plan, "slug": f"rehearsal-{uuid4().hex}"})
    return _players[0](workflow, wish)


def told(entries: Sequence[int]) -> list[Letter]:
    """Who of the agents would hear of these; letters to others become entries."""
    return [letter for tell in _tellers for letter in tell(entries)]


def read_steps(text: str) -> list[Step]:
    """As `Play.written` gave them; raises StepsWrong."""
    try:
        rows = json.loads(text[:LONGEST] or "[]")
        steps = [Step(**_storable(row)) for row in rows]
    except (ValueError, TypeError, RecursionError) as wrong:
        raise StepsWrong from wrong
    if len(steps) > MOST_STEPS or not all(_is_step(step) for step in steps):
        raise StepsWrong
    return steps


def _is_step(step: Step) -> bool:
    parts = (step.fields, step.words)
    return (
        isinstance(step.who, str)
        and isinstance(step.action, str)
        and all(isinstance(part, dict) for part in parts)
        and all(isinstance(word, str) for word in step.words.values())
    )


def _storable(value: Any) -> Any:
    """What comes from outside may hold what no database takes."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): _storable(one) for name, one in value.items()}
    return value
