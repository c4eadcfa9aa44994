"""How a notice would read: the floor above that sends notices fills them in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ombud.users.models import User

Texts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as it would be; or a sentence why it cannot be."""

    subject: str = ""
    body: str = ""
    problem: str = ""


# Texts, a ticket's number or nothing, the language, and for whom.
Previewer = Callable[[Texts, str, str, User], Preview]
_previewers: list[Previewer] = []


def register(previewer: Previewer) -> None:
    """Fill in previews; called in an app's ready()."""
    _previewers.append(previewer)


def preview(texts: Texts, number: str, language: str, *, reader: User) -> Preview:
    """On a ticket that the reader may see, or with the samples of each word."""
    for previewer in _previewers:
        return previewer(texts, number, language, reader)
    return Preview(problem="")
