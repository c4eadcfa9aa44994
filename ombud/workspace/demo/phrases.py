"""What people say in five languages, in parts to be put together: phrases/*.txt."""

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "phrases"
PART = re.compile(r"^\[(\w+)\]\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Phrases:
    """What people say in one language."""

    language: str
    first: list[str]
    last: list[str]
    subject: list[str]
    says: list[str]
    more: list[str]
    answers: list[str]
    again: list[str]
    notes: list[str]


def phrases() -> list[Phrases]:
    """All languages."""
    return [_read(file) for file in sorted(FOLDER.glob("*.txt"))]


def _read(file: Path) -> Phrases:
    parts = PART.split(file.read_text("utf-8"))[1:]
    found = {
        name: body.strip().splitlines()
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }
    found |= {name: found[name][0].split() for name in ("first", "last")}
    return Phrases("en-gb" if file.stem == "en" else file.stem, **found)
