"""What sales hears from below."""

from typing import Any

from ombud.core.waking import wake
from ombud.customers.models import Contact
from ombud.sales.models import Unread
from ombud.tickets.models import Entry
from ombud.tickets.models.base import OF_FIELD

READ_NUMBERS = "ombud.sales.jobs.read_numbers"


def note_entry(entry: Entry, **_: Any) -> None:
    """Only remember it: one statement, for this is on the way of each mail."""
    is_said = entry.is_incoming or any(
        name.startswith(OF_FIELD) for name in entry.changes
    )
    if is_said and Unread.objects.note(entry.pk):
        wake(READ_NUMBERS, "numbers")


def adopt_purchases(contact: Contact, **_: Any) -> None:
    """Only a job: what was bought with these addresses before is this contact's."""
    adopt_purchases_of_many([contact.pk])


def adopt_purchases_of_many(contacts: list[int], **_: Any) -> None:
    """Only a job, one for all of them."""
    from ombud.sales.jobs import adopt_purchases as job

    if contacts:
        job.defer(contacts=contacts)
