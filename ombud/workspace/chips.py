"""What narrows a list, in words, each with the way out of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ombud.channels.models import Kind
from ombud.tickets.filters import ME, NOBODY, YES
from ombud.tickets.models import Priority
from ombud.users.models import Team, User
from ombud.workflows.known import KnownFields, known_types
from ombud.workflows.models import Category, Field, FieldKind, StateKind
from ombud.workspace.filters import Filters


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu of filters, or one chip."""

    label: str
    url: str
    is_on: bool
    icon: str = ""
    state: str = ""


def chips_of(
    filters: Filters, teams: list[Team], url_of: Callable[[str], str]
) -> Iterator[Choice]:
    """A chip for each condition; names are looked up only for those that hold."""
    for name, words in WORDS.items():
        if value := getattr(filters, name):
            url = url_of(filters.query(**{name: ""}))
            yield Choice(words(value, teams), url, is_on=True)
    for slug, value in filters.custom:
        field = KnownFields.read().by_slug.get(slug)
        url = url_of(filters.without_field(slug))
        yield Choice(of_field(field, slug, value), url, is_on=True)


def of_field(field: Field | None, slug: str, value: str) -> str:
    """“Reason: Broken”."""
    if field is None:
        return f"{slug}: {value}"
    if field.kind == FieldKind.CHECKBOX:
        return f"{field.label}: {_('yes') if value.lower() in YES else _('no')}"
    return f"{field.label}: {field.name_of(value)}"


def _of(labels: dict[str, Any], value: str) -> str:
    return str(labels.get(value, value))


def _assignee(value: str, _teams: list[Team]) -> str:
    if value == ME:
        return pgettext("tickets assigned to me", "Mine")
    if value == NOBODY:
        return _("Unassigned")
    user = User.objects.filter(email__iexact=value).only("name").first()
    return user.name if user else value


WORDS: dict[str, Callable[[str, list[Team]], str]] = {
    "state": lambda value, _teams: _of(dict(StateKind.choices), value),
    "type": lambda value, _teams: _of({t.slug: t.label for t in known_types()}, value),
    "team": lambda value, teams: _of({team.slug: team.name for team in teams}, value),
    "assignee": _assignee,
    "priority": lambda value, _teams: _of(dict(Priority.choices), value),
    "category": lambda value, _teams: _of(
        {one.slug: one.name for one in Category.objects.tree()}, value
    ),
    "origin": lambda value, _teams: _of(dict(Kind.choices), value),
    "tag": lambda value, _teams: value,
    "text": lambda value, _teams: f"“{value}”",
}
