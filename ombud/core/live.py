"""Telling open pages to look again."""

from django.db import connection

CHANNEL = "ombud_live"


def publish(*topics: str) -> None:
    """NOTIFY each topic when the transaction commits: keys only, never data."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic",
            [CHANNEL, list(topics)],
        )
