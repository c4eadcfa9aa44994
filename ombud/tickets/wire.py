"""How headers become lines. Python's own folding spoils ids and long names."""

import re
from collections.abc import Iterable
from email.header import Header
from email.headerregistry import Address
from email.policy import EmailPolicy
from email.utils import quote
from textwrap import wrap
from typing import Any

PEOPLE = {"from", "to", "cc", "reply-to"}
IDS = {"message-id", "in-reply-to", "references"}
TEXTS = IDS | {"subject", "date"}
# Words that need no quotes (RFC 5322, 3.2.3).
ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~ -]*", re.ASCII)
MAX_LINE = 76
# Values that are right as they stand, in the headers that Python itself adds too.
PLAIN = re.compile(r"[\w.+-]+(?:/[\w.+-]+(?:; (?:charset|boundary)=\"?[\w=-]+\"?)*)?")


class Line(str):
    """A header that we write: nobody reads it here, so it is not parsed."""

    name: str
    addresses: tuple[Address, ...]

    def __new__(cls, name: str, text: str, addresses: Iterable[Address] = ()) -> "Line":
        """The header's name and its text, or those whom it names."""
        line = super().__new__(cls, text)
        line.name, line.addresses = name, tuple(addresses)
        return line


class Wire(EmailPolicy):
    """SMTP's lines, with our own folding where Python's (3.11 to 3.13) does harm.

    It encodes ids that are longer than a line, which ends the thread, and it puts
    spaces into names that need two lines. It also parses each header that is set,
    which takes longer than all else that a letter needs.
    """

    def header_max_count(self, name: str) -> int:
        """No header stands twice in what we write."""
        return 1

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """A header as it will be folded; Python's own way for all but our lines."""
        key = name.lower()
        if key in PEOPLE and not isinstance(value, str):
            people = value if isinstance(value, list) else [value]
            return name, Line(name, "", people)
        if is_ours(key, value):
            return name, Line(name, value)
        return super().header_store_parse(name, value)

    def fold(self, name: str, value: Any) -> str:
        """One header as lines."""
        key = name.lower()
        if key in IDS:
            return f"{name}: " + "\r\n ".join(str(value).split()) + "\r\n"
        if key in PEOPLE and hasattr(value, "addresses"):
            return f"{name}: " + ",\r\n ".join(map(written, value.addresses)) + "\r\n"
        if key == "subject" and hasattr(value, "name"):
            return f"{name}: {folded(name, str(value))}\r\n"
        if isinstance(value, Line):
            return shortened(f"{name}: {value}") + "\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same as bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


WIRE = Wire(linesep="\r\n", raise_on_defect=False, refold_source="none")


def is_ours(key: str, value: Any) -> bool:
    """Whether it goes into the header as it is; a second line would be another one."""
    if type(value) is not str:
        return False
    if key in TEXTS:
        return len(value.splitlines()) <= 1
    return value.isascii() and PLAIN.fullmatch(value) is not None


def shortened(line: str) -> str:
    """Cut before its parameters where it is longer than readers like."""
    return line if len(line) <= MAX_LINE else line.replace("; ", ";\r\n ")


def written(person: Address) -> str:
    """One mailbox, its name encoded where it is not ASCII (RFC 2047, 5)."""
    name = person.display_name
    if not name:
        return person.addr_spec
    if not name.isascii():
        name = encoded("", name)
    elif not ATOMS.fullmatch(name):
        name = f'"{quote(name)}"'
    return f"{name}\r\n <{person.addr_spec}>"


def folded(header: str, text: str) -> str:
    """A text in lines that every server takes."""
    lines = wrap(text, MAX_LINE - len(header), break_long_words=False)
    if not text.isascii() or any(len(line) > MAX_LINE * 4 for line in lines):
        return encoded(header, text)
    return "\r\n ".join(lines)


def encoded(header: str, text: str) -> str:
    """As encoded words, each on its line."""
    return Header(text, "utf-8", MAX_LINE, header).encode(linesep="\r\n")
