"""What may be wrong with a letter before it leaves; plain rules, a few milliseconds.

The history below the new words is not ours to judge: it is cut off first. Numbers and
addresses of other customers are known to the apps alone; here is only where to look.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ombud.lib import quoting
from ombud.lib.enclosures import speaks_of_file
from ombud.lib.greetings import is_for_another
from ombud.lib.inside_words import inside_words

# Many mailboxes take no more; base64 makes a third more of a file.
HEAVY = 10_000_000
GROWTH = 4 / 3
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
MOST_ADDRESSES = 30


class Fault(StrEnum):
    """What it is."""

    NAME = "name"
    NO_FILE = "no_file"
    FOREIGN = "foreign"
    INSIDE = "inside"
    OUTSIDER = "outsider"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True)
class Finding:
    """One of them, and what it is about in the letter's own words."""

    fault: Fault
    what: str = ""
    # Whose it is, or for whom it was meant.
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is about to leave."""

    text: str
    # Who gets it, by name, their company too.
    names: Sequence[str] = ()
    # Bytes of each file, pictures in the text too.
    files: Sequence[int] = ()
    # Addresses of copies, open and hidden.
    copies: Sequence[str] = ()
    # Addresses that take part already, and domains that belong here.
    known: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()


def new_words(text: str) -> str:
    """Without quoted history, above, below or between."""
    reply = quoting.split(text).reply
    lines = (line for line in reply.splitlines() if not line.lstrip().startswith(">"))
    return "\n".join(lines)


def faults(letter: Letter) -> list[Finding]:
    """All that can be seen from the letter itself."""
    text = new_words(letter.text)
    found = []
    if called := is_for_another(text, letter.names):
        found.append(Finding(Fault.NAME, called, letter.names[0]))
    if not letter.files and speaks_of_file(text):
        found.append(Finding(Fault.NO_FILE))
    found += [Finding(Fault.INSIDE, word) for word in inside_words(text)]
    found += [Finding(Fault.OUTSIDER, one) for one in outsiders(letter)]
    weight = round(sum(letter.files) * GROWTH)
    if weight > HEAVY:
        found.append(Finding(Fault.HEAVY, str(weight)))
    return found


def outsiders(letter: Letter) -> list[str]:
    """Who gets a copy, was never here, and belongs to neither house."""
    return [
        one
        for one in letter.copies
        if one.lower() not in letter.known
        and one.lower().rpartition("@")[2] not in letter.domains
    ]


def addresses_in(text: str) -> list[str]:
    """The e-mail addresses in the new words, in small letters, each once."""
    found = (match[0].rstrip(".").lower() for match in EMAIL.finditer(text))
    return list(dict.fromkeys(found))[:MOST_ADDRESSES]


def of_fault(findings: Iterable[Finding], fault: Fault) -> list[Finding]:
    """Those of one kind."""
    return [one for one in findings if one.fault == fault]
