"""Agents follow tickets that are not theirs."""

from django.db import transaction

from ombud.core.live import publish
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.following import Following
from ombud.users.models import User


class Watchable(TicketBase):
    """Agents follow a ticket: they hear of what happens on it."""

    # For rows of TicketQuerySet.with_following_of.
    is_followed: bool

    class Meta:
        abstract = True

    @transaction.atomic
    def follow(self, *, by: User) -> None:
        """Hear of it from now on; twice is once."""
        Following.objects.bulk_create(
            [Following(ticket_id=self.pk, user=by)], ignore_conflicts=True
        )
        publish(f"user-{by.pk}")

    @transaction.atomic
    def unfollow(self, *, by: User) -> None:
        """Hear no more of it than one's work needs."""
        Following.objects.filter(ticket_id=self.pk, user=by).delete()
        publish(f"user-{by.pk}")
