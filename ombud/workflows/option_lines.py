"""The values of a choice as indented lines, and back; their keys stay."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

Option = dict[str, Any]
INDENT = "  "
LONGEST = 80


class LinesWrong(Exception):
    """Lines that are no list or tree; the text is a sentence."""


def as_lines(options: list[Option], depth: int = 0) -> str:
    """One a line, those below another indented."""
    lines = []
    for one in options:
        lines.append(f"{INDENT * depth}{one['name']}")
        if one.get("options"):
            lines.append(as_lines(one["options"], depth + 1))
    return "\n".join(lines)


def read_lines(text: str, known: list[Option], *, is_tree: bool) -> list[Option]:
    """Options; a name that is there already keeps its key, and so do its tickets."""
    found: list[Option] = []
    path: list[tuple[int, Option]] = []
    for line in text.expandtabs(len(INDENT)).splitlines():
        if not line.strip():
            continue
        indent, name = len(line) - len(line.lstrip()), line.strip()
        while path and path[-1][0] >= indent:
            path.pop()
        if path and not is_tree:
            raise LinesWrong(_("A list has no values below others: “%s”.") % name)
        beside = path[-1][1].setdefault("options", []) if path else found
        option = _option(name, beside, _below(known, [o for _i, o in path]))
        beside.append(option)
        path.append((indent, option))
    return found


def _option(name: str, beside: list[Option], known: list[Option]) -> Option:
    if len(name) > LONGEST:
        raise LinesWrong(_("“%s…” is longer than 80 letters.") % name[:40])
    if any(one["name"] == name for one in beside):
        raise LinesWrong(_("“%s” stands there twice.") % name)
    same = next((one["slug"] for one in known if one["name"] == name), "")
    taken = {one["slug"] for one in beside} | {one["slug"] for one in known}
    start = slugify(name)[:50] or "value"
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 4))
    free = next(slug for slug in (start, *numbered) if slug not in taken)
    return {"slug": same or free, "name": name}


def _below(known: list[Option], path: list[Option]) -> list[Option]:
    """What was below the same values before."""
    for step in path:
        same = next((one for one in known if one["slug"] == step["slug"]), {})
        known = same.get("options", [])
    return known
