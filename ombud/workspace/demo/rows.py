"""Rows by the hundred, saved in a few statements."""

from dataclasses import dataclass, field

from django.db import connection

from ombud.channels.models import Delivery
from ombud.tickets.models import Attachment, Entry, Message, Ticket


@dataclass
class Rows:
    """What the stories have made, in the order in which it can be saved."""

    tickets: list[Ticket] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)

    def save(self) -> None:
        """Children follow their parents' new ids."""
        Ticket.objects.bulk_create(self.tickets)
        Entry.objects.bulk_create(self.entries)
        Delivery.objects.bulk_create(self.deliveries)
        Message.objects.bulk_create(self.messages)
        Attachment.objects.bulk_create(self.attachments)


def numbers(count: int) -> list[int]:
    """The next ticket numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('ticket_number') FROM generate_series(1, %s)", [count]
        )
        return [row[0] for row in cursor.fetchall()]
