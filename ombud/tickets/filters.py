"""One language of conditions on tickets: typed, chosen in a dialog, sent by a program.

    reason:broken tag:vip type:complaint assignee:me "coffee machine" leaks

A word with a colon whose name we know is a condition; all else is looked for in subject
and requester. Quotes hold words together, on both sides of the colon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from django.db.models import Q

from ombud.channels.models import Kind
from ombud.tickets.models import KnownTags, Priority, TicketQuerySet
from ombud.users.models import User
from ombud.workflows.known import KnownFields
from ombud.workflows.models import Category, Field, FieldKind, State, StateKind

# One piece: name:"two words", name:word, "two words" or word.
PIECE = re.compile(r'(?:([\w.-]+):)?(?:"([^"]*)"|(\S+))')
NUMBER = re.compile(r"#?(\d{1,15})")
MOST_WORDS = 8
LENGTH = 80
# In an address a custom field stands behind this: field.reason=broken.
OF_FIELD = "field."
# Whose it is, where it is no address.
ME, NOBODY = "me", "none"
# Other names under which people know these.
ALSO = {"channel": "origin", "owner": "assignee", "is": "state", "workflow": "type"}
YES = {"yes", "true", "1", "on"}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a ticket must be like; empty ones do not count."""

    state: str = ""
    team: str = ""
    origin: str = ""
    category: str = ""
    type: str = ""
    assignee: str = ""
    priority: str = ""
    tag: str = ""
    # Words of the subject, or of who it is about.
    text: str = ""
    # Custom fields: (slug, value).
    custom: tuple[tuple[str, str], ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return any(getattr(self, name) for name in NAMES)

    def typed(self, text: str) -> Self:
        """With what was typed besides; a later word of one name wins."""
        plain: dict[str, str] = {}
        custom, words = dict(self.custom), [self.text] if self.text else []
        known = KnownFields.read().by_slug if ":" in text else {}
        for name, value in pieces(text):
            key = ALSO.get(name, name)
            if key in PLAIN and (right := valid(key, value)):
                plain[key] = right
            elif key.removeprefix(OF_FIELD) in known:
                custom[key.removeprefix(OF_FIELD)] = value[:LENGTH]
            else:
                words.append(f"{name}:{value}" if name else value)
        return replace(
            self,
            **plain,
            custom=tuple(custom.items()),
            text=" ".join(words[:MOST_WORDS]),
        )

    def apply(self, tickets: TicketQuerySet, reader: User) -> TicketQuerySet:
        """Only those that match."""
        if self.state:
            tickets = tickets.filter(state__in=_states(self.state))
        if self.team:
            tickets = tickets.filter(team__slug=self.team)
        if self.origin:
            tickets = tickets.filter(origin=self.origin)
        if self.category:
            tickets = tickets.filter(category__in=Category.objects.below(self.category))
        if self.type:
            tickets = tickets.filter(workflow__slug=self.type)
        if self.priority:
            tickets = tickets.filter(priority=self.priority)
        if self.tag:
            tag = KnownTags.read().resolve([self.tag])
            tickets = tickets.filter(tags__contains=tag)
        if self.assignee:
            tickets = tickets.filter(_owned_by(self.assignee, reader))
        return _with_words(_with_fields(tickets, self.custom), self.text)


NAMES = tuple(field.name for field in fields(Conditions))
PLAIN = tuple(name for name in NAMES if name not in {"text", "custom"})


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """(name, value) of each piece; without a name it is a word."""
    for match in PIECE.finditer(text[:1000]):
        name, quoted, word = match.groups()
        yield (name or "").lower(), quoted if quoted is not None else word


def valid(name: str, value: str) -> str:
    """The value, where it can mean something."""
    closed: dict[str, list[str]] = {"origin": Kind.values, "priority": Priority.values}
    value = value.strip()[:LENGTH]
    return value if name not in closed or value in closed[name] else ""


def _states(word: str) -> Any:
    """Of that kind, or of that name in some workflow."""
    wanted = Q(kind=word) if word in StateKind.values else Q(slug=word)
    return State.objects.filter(wanted).order_by().values("pk")


def _owned_by(word: str, reader: User) -> Q:
    if word == NOBODY:
        return Q(assignee=None)
    return Q(assignee=reader) if word == ME else Q(assignee__email__iexact=word)


def _with_fields(
    tickets: TicketQuerySet, custom: tuple[tuple[str, str], ...]
) -> TicketQuerySet:
    """Along the index of fields, which knows only tickets that hold some."""
    if not custom:
        return tickets
    known = KnownFields.read().by_slug
    held = {slug: _held(known[slug], text) for slug, text in custom if slug in known}
    if len(held) < len(custom):
        return tickets.none()
    return tickets.filter(fields__contains=held).exclude(fields={})


def _held(field: Field, text: str) -> Any:
    """A word as the field keeps it; people may type a choice by its name."""
    if field.kind == FieldKind.CHECKBOX:
        return text.lower() in YES
    if field.kind in {FieldKind.CHOICE, FieldKind.TREE}:
        leaves = dict(field.leaves())
        named = {name.casefold(): key for key, name in leaves.items()}
        return text if text in leaves else named.get(text.casefold(), text)
    return text


def _with_words(tickets: TicketQuerySet, text: str) -> TicketQuerySet:
    if match := NUMBER.fullmatch(text.strip()):
        return tickets.numbered(int(match[1]))
    for word in text.split()[:MOST_WORDS]:
        tickets = tickets.filter(
            Q(subject__icontains=word)
            | Q(requester_name__icontains=word)
            | Q(requester_email__icontains=word)
        )
    return tickets
