"""What a condition on a list may be: offered in the dialog, and while one types."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ombud.channels.models import Kind
from ombud.tickets.filters import ME, NOBODY
from ombud.tickets.models import KnownTags, Priority
from ombud.users.models import Team, User
from ombud.users.people import workers
from ombud.workflows.known import KnownFields, known_types
from ombud.workflows.models import Category, Field, FieldKind, StateKind

Choices = Iterable[tuple[str, Any]]
MOST = 8
WHO = ((ME, _lazy("Me")), (NOBODY, _lazy("Nobody yet")))

CHOICES: dict[str, Callable[[list[Team]], Choices]] = {
    "state": lambda _teams: StateKind.choices,
    "type": lambda _teams: [(one.slug, one.label) for one in known_types()],
    "team": lambda teams: [(team.slug, team.name) for team in teams],
    "assignee": lambda _teams: [*WHO, *((u.email, u.name) for u in workers())],
    "priority": lambda _teams: Priority.choices,
    "category": lambda _teams: [(c.slug, c.path) for c in Category.objects.tree()],
    "origin": lambda _teams: Kind.choices,
    "tag": lambda _teams: [(t.name, "") for t in KnownTags.read().chips.values()],
}
LABELS = {
    "state": _lazy("State"),
    "type": _lazy("Type"),
    "team": _lazy("Team"),
    "assignee": _lazy("Agent"),
    "priority": _lazy("Priority"),
    "category": _lazy("Category"),
    "origin": _lazy("Reached us by"),
    "tag": _lazy("Tag"),
}
# What is being typed: the last piece, with or without the name of a condition.
LAST = re.compile(r'(?:(?P<name>[\w.-]+):)?"?(?P<word>[^"\s]*)$')


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way on: what stands in the field if it is chosen."""

    text: str
    piece: str
    label: str

    @property
    def is_key(self) -> bool:
        """Whether its value is still to come."""
        return self.piece.endswith(":")


def choices_of(field: Field) -> Choices | None:
    """The values of a custom field; None where they are not counted out."""
    match field.kind:
        case FieldKind.CHOICE | FieldKind.TREE:
            return field.leaves()
        case FieldKind.CHECKBOX:
            return [("yes", _("yes")), ("no", _("no"))]
        case FieldKind.AGENT:
            return User.objects.agents().values_list("email", "name")
        case FieldKind.TEAM:
            return Team.objects.values_list("slug", "name")
    return None


def suggestions(typed: str, teams: list[Team]) -> list[Suggestion]:
    """How the last word that is typed may go on."""
    typed = typed[:200]
    match = LAST.search(typed)
    if not match or not match[0]:
        return []
    before = typed[: match.start()]
    if match["name"]:
        found = _values(match["name"].lower(), match["word"].casefold(), teams)
    else:
        found = _keys(match["word"].casefold())
    return [
        Suggestion(f"{before}{piece}", piece, str(label))
        for _place, (piece, label) in zip(range(MOST), found, strict=False)
    ]


def _keys(word: str) -> Iterator[tuple[str, Any]]:
    """Names of conditions, by themselves or by what people call them."""
    fields = {field.slug: field.label for field in KnownFields.read().listed}
    for name, label in (LABELS | fields).items():
        if name.startswith(word) or str(label).casefold().startswith(word):
            yield f"{name}:", label


def _values(name: str, word: str, teams: list[Team]) -> Iterator[tuple[str, Any]]:
    for value, label in _offered(name, teams):
        text = f"{value} {label}".casefold()
        if not word or any(part.startswith(word) for part in text.split()):
            yield f"{name}:{_quoted(value)}", label


def _offered(name: str, teams: list[Team]) -> Choices:
    if name in CHOICES:
        return CHOICES[name](teams)
    field = KnownFields.read().by_slug.get(name)
    return (field and choices_of(field)) or ()


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
