"""A ticket by hand as far as an agent has filled it in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from ombud.tickets.models.entry import Entry
from ombud.users.models import User

# Nobody goes on with it, and it names somebody.
KEPT_FOR = timedelta(days=30)


class BegunQuerySet(models.QuerySet["Begun"]):
    """Keeping what is typed, and finding it again."""

    def at(self, place: str, *, by: User) -> "Begun | None":
        """What this agent has begun there."""
        return self.filter(author=by, place=place).first()

    def keep(
        self, place: str, key: UUID, data: Mapping[str, Any], *, by: User
    ) -> "Begun | None":
        """As the form stands now; what has become a ticket is begun no more."""
        if Entry.objects.with_key(key):
            return None
        values = {"key": key, "data": dict(data), "updated_at": timezone.now()}
        return self.update_or_create(author=by, place=place, defaults=values)[0]

    def done(self, key: UUID) -> None:
        """It is a ticket now, or not wanted."""
        self.filter(key=key).delete()

    def forget_old(self) -> None:
        """Nobody has gone on with these."""
        self.filter(updated_at__lt=timezone.now() - KEPT_FOR).delete()


class Begun(models.Model):
    """A ticket by hand that somebody has begun to fill in, kept with each pause."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="begun_tickets"
    )
    # What the form began with: an order, a person; mostly nothing.
    place = models.CharField(max_length=300, blank=True)
    # Goes over to the ticket's first entry.
    key = models.UUIDField()
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = BegunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "place"], name="begun_once_each")
        ]
        indexes = [models.Index("key", name="begun_key")]

    def __str__(self) -> str:
        return f"begun by {self.author_id}"
