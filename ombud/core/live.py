"""Telling open pages that something changed: keys only, never data."""

from django.db import connection

CHANNEL = "ombud_live"


def publish(*topics: str) -> None:
    """Notify of these topics ("tickets", "ticket-1042") when the transaction commits.

    The page that hears a key fetches again, and is judged again.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic",
            [CHANNEL, list(topics)],
        )
