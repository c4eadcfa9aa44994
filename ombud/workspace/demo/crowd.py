"""Made-up tickets without end: who says what, when, and how it ended."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ombud.workspace.demo.phrases import Phrases, phrases

ITEMS = ["Brio 200", "Brio 300", "Lungo Pro", "Mola 2", "Mola 4", "Crema One"]
SPAN = timedelta(days=730)
# What is open is mostly young: half of the last twentieth, and one of a hundred.
YOUNG, OPEN_IF_YOUNG, OPEN_IF_OLD = 0.95, 0.5, 0.01
OPEN_STATES = ["new", "new", "open", "open", "waiting"]
DONE_STATES = ["closed", "closed", "closed", "closed", "solved"]
# r: the customer writes, a: an agent answers, n: an agent notes, m: it is closed.
SCRIPTS = {
    "new": ["rr", "rn"],
    "open": ["rar", "rnar", "rnarn"],
    "waiting": ["ra", "rara", "rna"],
    "solved": ["ram", "rnam", "raram"],
    "closed": ["ram", "rarm", "rnarm", "rararm"],
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A team: its id, its mailbox's, and the ids and names of its agents."""

    team: int
    channel: int
    agents: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that somebody said or did; `at` as PostgreSQL reads it."""

    what: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Matter:
    """One ticket before it is written down."""

    subject: str
    language: str
    state: str
    is_open: bool
    desk: Desk
    agent: tuple[int, str]
    owned: bool
    contact: int | None
    company: int | None
    name: str
    email: str
    turns: list[Turn]


class Crowd:
    """Comes up with matters, one after the other in time."""

    def __init__(
        self,
        desks: Sequence[Desk],
        contacts: Sequence[tuple[int, int | None, str, str]],
        count: int,
        now: datetime,
    ) -> None:
        self.desks, self.contacts, self.now = desks, contacts, now
        self.count, self.step = count, SPAN / max(count, 1)
        self.dice = random.Random(count)  # noqa: S311  # made-up mail, no secrets
        self.phrases = phrases()

    def matters(self) -> Iterator[Matter]:
        """All of them, the oldest first."""
        for place in range(self.count):
            yield self._matter(place)

    def _matter(self, place: int) -> Matter:
        pick = self.dice.choice
        words, desk = pick(self.phrases), pick(self.desks)
        state, is_open = self._state(place)
        contact, company, name, email = self._person(words)
        facts = self._facts()
        start = self.now - SPAN + self.step * (place + self.dice.random())
        return Matter(
            subject=pick(words.subject).format(**facts),
            language=words.language,
            state=state,
            is_open=is_open,
            desk=desk,
            agent=pick(desk.agents),
            owned=state != "new" and self.dice.random() > 0.05,
            contact=contact,
            company=company,
            name=name,
            email=email,
            turns=self._turns(words, pick(SCRIPTS[state]), start, facts),
        )

    def _state(self, place: int) -> tuple[str, bool]:
        young = place > self.count * YOUNG
        if self.dice.random() < (OPEN_IF_YOUNG if young else OPEN_IF_OLD):
            return self.dice.choice(OPEN_STATES), True
        return self.dice.choice(DONE_STATES), False

    def _person(self, words: Phrases) -> tuple[int | None, int | None, str, str]:
        """One of five is in the directory."""
        if self.dice.random() < 0.2:
            return self.dice.choice(self.contacts)
        name = f"{self.dice.choice(words.first)} {self.dice.choice(words.last)}"
        return None, None, name, f"m{self.dice.randrange(200_000)}@mailbox.example"

    def _facts(self) -> dict[str, object]:
        number = self.dice.randrange(1_000_000)
        return {
            "item": self.dice.choice(ITEMS),
            "order": 1000 + number,
            "n": number % 8 + 2,
            "day": f"{number % 28 + 1}.{number % 12 + 1}.",
        }

    def _turns(
        self, words: Phrases, script: str, start: datetime, facts: dict[str, object]
    ) -> list[Turn]:
        """From the first mail to the last, never later than now."""
        found, at = [], start
        for place, what in enumerate(script):
            text = self._text(words, what, place).format(**facts)
            found.append(Turn(what, text, str(min(at, self.now))))
            at += timedelta(minutes=2 + self.dice.expovariate(1 / 300))
        return found

    def _text(self, words: Phrases, what: str, place: int) -> str:
        pick = self.dice.choice
        match what:
            case "r" if not place:
                return f"{pick(words.says)} {pick(words.more)}"
            case "r":
                return pick(words.again)
            case "a":
                return pick(words.answers)
            case "n":
                return pick(words.notes)
        return ""
