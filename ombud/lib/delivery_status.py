"""The fields of a delivery status (RFC 3464), from its part or from a text."""

import re
from collections.abc import Iterator

from ombud.lib.mime import Entity, parse

MAX_TEXT = 200_000
_STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{2,40})\s*:\s*(.*)")
_FIELDS = frozenset(
    {
        "final-recipient",
        "original-recipient",
        "x-actual-recipient",
        "action",
        "status",
        "diagnostic-code",
    }
)
Group = dict[str, str]


def groups_of(root: Entity) -> list[Group]:
    """The groups of fields of all status parts, one a recipient (RFC 3464, 2.3)."""
    parts = (e for e in root.walk() if e.content_type in _STATUS_PARTS)
    return list(groups_in("\n\n".join(part.text for part in parts)))


def groups_within(root: Entity) -> list[Group]:
    """The same of a bounce that somebody has forwarded as an attachment."""
    for entity in root.walk():
        if entity.content_type == "message/rfc822":
            return groups_of(parse(entity.content))
    return []


def groups_in(text: str) -> Iterator[Group]:
    """The groups that stand in a text, each with an action or status and for whom."""
    group: Group = {}
    last = ""
    for line in text[:MAX_TEXT].split("\n"):
        if line[:1] in {" ", "\t"} and last:
            group[last] += " " + line.strip()
            continue
        last, value = _field(line)
        if (last and last in group) or not line.strip():
            yield from _complete(group)
            group = {}
        if last:
            group[last] = value
    yield from _complete(group)


def _field(line: str) -> tuple[str, str]:
    field = _FIELD.match(line)
    name = field[1].lower() if field else ""
    return (name, field[2].strip()) if field and name in _FIELDS else ("", "")


def _complete(group: Group) -> Iterator[Group]:
    if ("action" in group or "status" in group) and (
        "final-recipient" in group or "original-recipient" in group
    ):
        yield group


def most_telling(groups: list[Group]) -> Group | None:
    """The one that failed; else that waits; nothing when all were delivered."""
    for action in ("failed", "delayed", ""):
        for group in groups:
            said = group.get("action", "").lower()
            if said.startswith(action) if action else not said:
                return group
    return None
