"""Tags: how they are written, and which are used most."""

from collections.abc import Iterable

from django.db import connection

from ombud.core.remembered import remembered

LENGTH = 60
MOST_TAGS = 50
# What is used most among the newest: the cost stays the same at a million tickets.
USED = """
SELECT tag, count(*) FROM (
  SELECT unnest(tags) AS tag FROM (
    SELECT tags FROM tickets_ticket ORDER BY last_message_at DESC, id DESC LIMIT 5000
  ) AS newest
) AS used GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 200
"""


def cleaned(tags: Iterable[str]) -> list[str]:
    """Each once, without spaces around it or commas in it."""
    words = (" ".join(tag.replace(",", " ").split())[:LENGTH] for tag in tags)
    return list(dict.fromkeys(word for word in words if word))[:MOST_TAGS]


def suggestions() -> list[str]:
    """Those that are used most, of the newest tickets; kept half a minute."""
    return [tag for tag, _count in usage()]


@remembered
def usage() -> list[tuple[str, int]]:
    """Tags with how often the newest tickets have them."""
    with connection.cursor() as cursor:
        cursor.execute(USED)
        return list(cursor.fetchall())
