"""Which column a heading means, in the five languages."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import md5
from pathlib import Path

from ombud.lib.numbers import folded

FILE = Path(__file__).with_name("headings.toml")
# Headings of ours, in files of refused rows that come back mended.
OURS = "#"


def plain(heading: str) -> str:
    """Its words alone, without accents, case and marks: "E-Mail" is "e mail"."""
    return " ".join(re.findall(r"[^\W_]+", folded(heading).replace("ß", "ss")))


@cache
def known() -> dict[str, dict[str, str]]:
    """{kind: {words: column}}."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        kind: {plain(word): name for name, words in columns.items() for word in words}
        for kind, columns in said.items()
    }


def guess(kind: str, headings: Sequence[str], labels: Mapping[str, str]) -> list[str]:
    """The column that each heading means; empty for those that nobody knows.

    `labels`: {column: as the page calls it}.
    """
    words = {plain(name): name for name in labels}
    words |= {plain(label): name for name, label in labels.items()}
    words |= known().get(kind, {})
    free, found = set(labels), []
    for heading in headings:
        name = words.get(plain(heading), "")
        found.append(name if name in free else "")
        free.discard(name)
    return found


def key_of(headings: Iterable[str]) -> str:
    """The same for the same headings: by it a mapping is remembered."""
    told = [plain(one) for one in headings if not one.startswith(OURS)]
    return md5("\n".join(told).encode(), usedforsecurity=False).hexdigest()
