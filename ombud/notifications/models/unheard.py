"""Entries that nobody has been told of yet: the queue of the job that tells."""

from django.db import connection, models


class UnheardManager(models.Manager["Unheard"]):
    """Noting and claiming, in plain SQL: the first is on the way of each mail."""

    def note(self, entry_id: int) -> None:
        """To be told of, once this transaction is committed."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO notifications_unheard (entry_id) VALUES (%s)", [entry_id]
            )

    def claim(self, most: int) -> list[int]:
        """Take the oldest, so that no other worker does; until the end of the work."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM notifications_unheard WHERE entry_id = ANY(ARRAY("
                " SELECT entry_id FROM notifications_unheard ORDER BY entry_id"
                " LIMIT %s FOR UPDATE SKIP LOCKED)) RETURNING entry_id",
                [most],
            )
            return sorted(row[0] for row in cursor.fetchall())


class Unheard(models.Model):
    """An entry that nobody has been told of yet."""

    # Without a constraint: it is written with its entry, and looked at soon after.
    entry = models.OneToOneField(
        "tickets.Entry",
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="+",
    )

    objects = UnheardManager()

    def __str__(self) -> str:
        return f"unheard {self.entry_id}"
