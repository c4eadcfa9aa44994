"""The hand-written tickets: read from stories/*.txt.

# subject
who | team | state | priority | tags | agent | how long ago | way
2h out grace solved +pdf:invoice.pdf
What is said there, two hours after the beginning.
3h do tomas ask-parcel
collection_date: +2d

A ninth word after the way is the type of the ticket, if it is not support. What stands
below `do` are the fields that the action asks for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

FOLDER = Path(__file__).parent / "stories"
TIME = re.compile(r"(\d+)([mhd])")
STEP = re.compile(
    r"^(?P<after>(?:\d+[mhd])+) "
    r"(?P<verb>in|out|note|auto|tag|priority|assign|bin|do)\b(?P<rest>.*)$"
)
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
LANGUAGES = {"en": "en-gb"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, so long after the beginning."""

    after: timedelta
    verb: str
    words: tuple[str, ...]
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One ticket from its beginning to now."""

    subject: str
    who: str
    team: str
    state: str
    priority: str
    tags: tuple[str, ...]
    agent: str
    ago: timedelta
    origin: str
    language: str
    steps: tuple[Step, ...] = field(repr=False)
    workflow: str = "support"


def stories() -> list[Story]:
    """All of them, the oldest first."""
    found = [
        story(part, LANGUAGES.get(file.stem, file.stem))
        for file in sorted(FOLDER.glob("*.txt"))
        for part in re.split(r"^# ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]
    ]
    return sorted(found, key=lambda one: one.ago, reverse=True)


def story(part: str, language: str) -> Story:
    """One ticket from its lines."""
    subject, head, *lines = part.strip().splitlines()
    who, team, state, priority, tags, agent, ago, origin, *workflow = (
        word.strip() for word in head.split("|")
    )
    return Story(
        subject=subject,
        who=who,
        team=team,
        state=state,
        priority=priority,
        tags=() if tags == "-" else tuple(tags.split()),
        agent="" if agent == "-" else agent,
        ago=span(ago),
        origin=origin,
        language=language,
        steps=tuple(steps(lines)),
        workflow=workflow[0] if workflow else "support",
    )


def steps(lines: list[str]) -> Iterator[Step]:
    """Each heading with the lines below it."""
    starts = [number for number, line in enumerate(lines) if STEP.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield step(lines[start], lines[start + 1 : end])


def step(heading: str, body: list[str]) -> Step:
    """One thing that happened; words with a + are files."""
    match = STEP.match(heading)
    if match is None:
        raise ValueError(heading)
    words = match["rest"].split() + [line for line in body if line.startswith("+")]
    text = "\n".join(line for line in body if not line.startswith("+")).strip()
    return Step(
        after=span(match["after"]),
        verb=match["verb"],
        words=tuple(word for word in words if not word.startswith("+")),
        text=text,
        files=tuple(word[1:] for word in words if word.startswith("+") and ":" in word),
    )


def span(text: str) -> timedelta:
    """2d3h, 26h, 13m."""
    parts = {UNITS[unit]: int(count) for count, unit in TIME.findall(text)}
    return timedelta(**parts)
