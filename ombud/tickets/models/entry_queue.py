"""Entries that a job above has not looked at yet: what the table of such a job is."""

from typing import Any

from django.db import models

from ombud.core.statements import ask


class EntryQueueManager(models.Manager[Any]):
    """Claiming, in plain SQL: no two workers get the same."""

    def claim(self, most: int) -> list[int]:
        """Take the oldest, so that no other worker does; until the end of the work."""
        table = self.model._meta.db_table
        found = ask(
            f"DELETE FROM {table} WHERE entry_id = ANY(ARRAY("  # noqa: S608  # our own name
            f" SELECT entry_id FROM {table} ORDER BY entry_id"
            " LIMIT %s FOR UPDATE SKIP LOCKED)) RETURNING entry_id",
            [most],
        )
        return sorted(row[0] for row in found)


class EntryQueue(models.Model):
    """One entry that waits."""

    # Without a constraint: it is written with its entry, and looked at soon after.
    entry = models.OneToOneField(
        "tickets.Entry",
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.entry_id}"
