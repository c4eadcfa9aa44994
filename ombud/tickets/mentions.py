"""@names in notes: who is meant, marked by the editor or just typed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from ombud.lib import html as html_lib
from ombud.users.models import Team, User
from ombud.users.permissions import Permission

if TYPE_CHECKING:
    from ombud.tickets.models.base import TicketBase

# <span data-mention="user:bela@shop.example">@Béla Balogh</span>, as the editor has it.
MARKED = re.compile(
    r'<span\b[^>]*\bdata-mention="((?:user|team):[^"]+)"[^>]*>.*?</span>'
)
TYPED = re.compile(r"(?<![\w.@/])@(?=\w)")
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Mentionable:
    """The people and teams that a note on some ticket may name."""

    people: list[User]
    teams: list[Team]

    @classmethod
    def on(cls, ticket: "TicketBase") -> Self:
        """Who may see the ticket, and the teams they work in; two queries."""
        allowed = User.objects.agents().filter(
            roles__permissions__contains=[Permission.WORK_TICKETS]
        )
        all_seeing = Q(roles__permissions__contains=[Permission.SEE_ALL_TICKETS])
        inside = Q(teams=ticket.team_id) | Q(pk=ticket.assignee_id) | all_seeing
        people = list(allowed.filter(inside).order_by("name"))
        teams = Team.objects.filter(Q(members__in=people) | Q(pk=ticket.team_id))
        return cls(people, list(teams.distinct()))

    def named(self) -> Iterator[tuple[str, User | Team]]:
        """Every name by which somebody may be called, in small letters."""
        for person in self.people:
            first = person.name.split(maxsplit=1)[0] if person.name else ""
            local = person.email.partition("@")[0]
            for name in {person.name, first, local, person.email}:
                yield name.casefold(), person
        for team in self.teams:
            for name in {team.name, team.slug}:
                yield name.casefold(), team


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Whom a note names."""

    people: list[User] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """As the entry keeps them."""
        people = [key_of(person) for person in self.people]
        return people + [key_of(team) for team in self.teams]


def key_of(one: User | Team) -> str:
    """user:EMAIL or team:SLUG."""
    return f"user:{one.email}" if isinstance(one, User) else f"team:{one.slug}"


def mentioned_in(html: str, text: str, ticket: "TicketBase") -> Mentioned:
    """Whom a note names; no query where it has no @ at all."""
    if not TYPED.search(text) and "data-mention" not in html:
        return Mentioned()
    known = Mentionable.on(ticket)
    rest = html_lib.text_from(MARKED.sub(" ", html)) if html else text
    marked = {found[1] for found in MARKED.finditer(html)}
    typed = {key_of(one) for one in typed_in(rest, known.named())}
    keys = marked | typed
    return Mentioned(
        [person for person in known.people if key_of(person) in keys],
        [team for team in known.teams if key_of(team) in keys],
    )


def typed_in(
    text: str, named: "Iterable[tuple[str, User | Team]]"
) -> Iterator[User | Team]:
    """Whom the plain words after each @ can only mean: the longest name, if one."""
    names = list(named)
    for at in TYPED.finditer(text):
        words = text[at.end() : at.end() + LONGEST].casefold()
        fits = [(len(name), one) for name, one in names if begins(words, name)]
        longest = max((length for length, _one in fits), default=0)
        meant = {key_of(one): one for length, one in fits if length == longest}
        if len(meant) == 1:
            yield from meant.values()


def begins(words: str, name: str) -> bool:
    """Whether the words begin with that name, and not with a longer word."""
    if not name or not words.startswith(name):
        return False
    after = words[len(name) : len(name) + 1]
    return not (after.isalnum() or after == "_")
