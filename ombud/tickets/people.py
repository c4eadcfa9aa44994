"""Recipients: as they are typed, and as a message keeps them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ombud.lib.addresses import parse_addresses

Person = Mapping[str, str]

# Up to a comma, a semicolon or the end of the line, but not inside quotes.
PIECE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^",;\r\n])+')
QUOTED = re.compile(r'[,;:<>()\[\]@"\\]')


def typed(people: Iterable[Person]) -> str:
    """As they stand in a field: Name <address>, …"""
    return ", ".join(written(person) for person in people)


def written(person: Person) -> str:
    """One of them."""
    name, address = person.get("name", ""), person["address"]
    if not name or name == address:
        return address
    if QUOTED.search(name):
        name = '"{}"'.format(name.replace("\\", "\\\\").replace('"', '\\"'))
    return f"{name} <{address}>"


def read(text: str) -> tuple[list[dict[str, str]], list[str]]:
    """What was typed: the people, each once, and the pieces that are no address."""
    found: dict[str, dict[str, str]] = {}
    wrong = []
    for piece in _pieces(text):
        people = parse_addresses(piece)
        if len(people) == 1 and is_address(people[0].address):
            person = {"name": people[0].name, "address": people[0].address}
            found.setdefault(person["address"].lower(), person)
        else:
            wrong.append(piece)
    return list(found.values()), wrong


def is_address(text: str) -> bool:
    """Whether mail can be sent there."""
    try:
        validate_email(text)
        return text.isascii() or text.rpartition("@")[0].isascii()
    except ValidationError:
        return False


def keys(people: Iterable[Person]) -> set[str]:
    """Their addresses in lower case."""
    return {person["address"].lower() for person in people if person.get("address")}


def without(people: Iterable[Person], addresses: set[str]) -> list[dict[str, str]]:
    """Those whose address is none of these, each once."""
    found = {p["address"].lower(): dict(p) for p in people if p.get("address")}
    return [person for key, person in found.items() if key not in addresses]


def _pieces(text: str) -> Iterator[str]:
    for match in PIECE.finditer(text):
        piece = match[0].strip()
        if piece and "<" not in piece and piece.count("@") > 1:
            # Addresses with a space between them, as they are pasted.
            yield from piece.split()
        elif piece:
            yield piece
