"""Each agent has read a ticket up to some moment."""

from datetime import datetime

from django.utils import timezone

from ombud.core.live import publish
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.reading import Reading
from ombud.users.models import User


class Readable(TicketBase):
    """Each agent has read a ticket up to some moment."""

    read_at: datetime | None

    class Meta:
        abstract = True

    @property
    def is_unread(self) -> bool:
        """For rows of TicketQuerySet.for_rows: is there news for that reader?"""
        if self.last_in_at is None:
            return False
        return self.read_at is None or self.read_at < self.last_in_at

    def mark_read(self, *, by: User) -> None:
        """The agent has seen everything up to now."""
        Reading.objects.bulk_create(
            [Reading(ticket_id=self.pk, user=by, at=timezone.now())],
            update_conflicts=True,
            unique_fields=["ticket", "user"],
            update_fields=["at"],
        )

    def mark_unread(self, *, by: User) -> None:
        """The agent wants to see it as new again."""
        Reading.objects.filter(ticket_id=self.pk, user=by).delete()
        publish(f"user-{by.pk}")
