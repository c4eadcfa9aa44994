"""How often each tag is used, at a cost that stays the same."""

from dataclasses import dataclass

from django.db import connection

from ombud.tickets.models import Chip

# Counted up to here: one more would not tell anybody anything.
MOST_COUNTED = 1000
PAGE = 100
USED = """
SELECT tag.id, tag.name, tag.hue, (
  SELECT count(*) FROM (
    SELECT FROM tickets_ticket
    WHERE tags @> ARRAY[tag.name]::varchar[] AND deleted_at IS NULL LIMIT %(most)s
  ) AS uses
)
FROM tickets_tag AS tag
WHERE lower(tag.name) LIKE %(like)s OR EXISTS (
  SELECT FROM unnest(tag.former) AS word WHERE lower(word) LIKE %(like)s
)
ORDER BY lower(tag.name) LIMIT %(page)s OFFSET %(skip)s
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One tag, and on how many tickets it is."""

    pk: int
    chip: Chip
    count: int

    @property
    def is_uncounted(self) -> bool:
        """Whether there are more than anybody wants to know."""
        return self.count > MOST_COUNTED

    @property
    def shown_count(self) -> int:
        """As far as it was counted."""
        return min(self.count, MOST_COUNTED)


def census(words: str = "", number: int = 1) -> tuple[list[Line], bool]:
    """One page of the tags, by one query, and whether more follow."""
    escaped = words.strip().lower()
    for mark in "\\%_":
        escaped = escaped.replace(mark, f"\\{mark}")
    facts: dict[str, str | int] = {
        "most": MOST_COUNTED + 1,
        "like": f"%{escaped}%",
        "page": PAGE + 1,
        "skip": (number - 1) * PAGE,
    }
    with connection.cursor() as cursor:
        cursor.execute(USED, facts)
        rows = cursor.fetchall()
    lines = [Line(pk, Chip(name, hue), count) for pk, name, hue, count in rows]
    return lines[:PAGE], len(lines) > PAGE
