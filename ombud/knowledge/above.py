"""What the apps above know of tickets, and templates need: they stand below them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ombud.users.models import User

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Preview:
    """A text as it would be read on a ticket; or a sentence why it cannot be."""

    subject: str = ""
    html: str = ""
    # Placeholders that have no value there.
    missing: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """What there is by now; each is asked when it is needed."""

    # {"ticket.number": "1042"}: each placeholder with a sample.
    placeholders: Callable[[], Mapping[str, str]] = dict
    # Keys with their names.
    categories: Callable[[], Choices] = list
    types: Callable[[], Choices] = list
    states: Callable[[], Choices] = list
    # Subject and HTML, a ticket's number or nothing, the language, and for whom.
    preview: Callable[[Mapping[str, str], str, str, User], Preview] = (
        lambda _text, _number, _language, _reader: Preview()
    )


_known: list[Above] = []


def register(above: Above) -> None:
    """Tell it; called in an app's ready()."""
    _known[:] = [above]


def above() -> Above:
    """What was told last."""
    return _known[0] if _known else Above()
