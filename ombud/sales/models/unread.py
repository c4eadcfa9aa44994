"""Messages whose numbers nobody has looked for yet: the queue of the job that does."""

from ombud.core.statements import ask
from ombud.tickets.models.entry_queue import EntryQueue, EntryQueueManager


class UnreadManager(EntryQueueManager):
    """Noting is plain SQL: it is on the way of each mail."""

    def note(self, entry_id: int) -> bool:
        """To be looked through; not where no number is known at all."""
        found = ask(
            "INSERT INTO sales_unread (entry_id) SELECT %s"
            " WHERE EXISTS (SELECT FROM sales_numbershape) ON CONFLICT DO NOTHING"
            " RETURNING entry_id",
            [entry_id],
        )
        return bool(found)


class Unread(EntryQueue):
    """A message whose numbers nobody has looked for yet."""

    objects = UnreadManager()
