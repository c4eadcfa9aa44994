"""What became of things that another system has told us of."""

from dataclasses import dataclass, field
from typing import Any


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
