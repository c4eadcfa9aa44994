"""Messages whose numbers nobody has looked for yet: the queue of the job that does."""

from django.db import models

from ombud.core.statements import ask


class UnreadManager(models.Manager["Unread"]):
    """Noting and claiming, in plain SQL: the first is on the way of each mail."""

    def note(self, entry_id: int) -> bool:
        """To be looked through; not where no number is known at all."""
        found = ask(
            "INSERT INTO sales_unread (entry_id) SELECT %s"
            " WHERE EXISTS (SELECT FROM sales_numbershape) ON CONFLICT DO NOTHING"
            " RETURNING entry_id",
            [entry_id],
        )
        return bool(found)

    def claim(self, most: int) -> list[int]:
        """Take the oldest, so that no other worker does; until the end of the work."""
        found = ask(
            "DELETE FROM sales_unread WHERE entry_id = ANY(ARRAY("
            " SELECT entry_id FROM sales_unread ORDER BY entry_id"
            " LIMIT %s FOR UPDATE SKIP LOCKED)) RETURNING entry_id",
            [most],
        )
        return sorted(row[0] for row in found)


class Unread(models.Model):
    """A message whose numbers nobody has looked for yet."""

    # Without a constraint: it is written with its entry, and looked at soon after.
    entry = models.OneToOneField(
        "tickets.Entry",
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="+",
    )

    objects = UnreadManager()

    def __str__(self) -> str:
        return f"unread {self.entry_id}"
