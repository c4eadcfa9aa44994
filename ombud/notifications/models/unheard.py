"""Entries that nobody has been told of yet: the queue of the job that tells."""

from ombud.core.statements import ask
from ombud.tickets.models.entry_queue import EntryQueue, EntryQueueManager


class UnheardManager(EntryQueueManager):
    """Noting is plain SQL: it is on the way of each mail."""

    def note(self, entry_id: int) -> None:
        """To be told of, once this transaction is committed."""
        ask("INSERT INTO notifications_unheard (entry_id) VALUES (%s)", [entry_id])


class Unheard(EntryQueue):
    """An entry that nobody has been told of yet."""

    objects = UnheardManager()
