"""What became of things that another system has told us of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

W = TypeVar("W")


@dataclass
class Report:
    """What became of all that was said; `refused`: (wish, why), a whole sentence."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[Any, str]] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        """And of what was said after it."""
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.refused += other.refused


def lots(wishes: Iterable[W], size: int = 1000) -> Iterator[list[W]]:
    """So many at a time: each lot is one transaction."""
    rest = iter(wishes)
    while lot := list(islice(rest, size)):
        yield lot
