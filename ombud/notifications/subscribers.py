"""What notifications hear from below."""

from typing import Any

from ombud.notifications import waking
from ombud.notifications.models import Unheard
from ombud.tickets.models import Entry


def note_entry(entry: Entry, **_: Any) -> None:
    """Only remember it: one statement, for this is on the way of each mail."""
    if waking.is_heard():
        Unheard.objects.note(entry.pk)
        waking.wake()
