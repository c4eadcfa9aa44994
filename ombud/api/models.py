"""What the API itself has to remember."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

# Longer than any sensible program goes on trying.
KEPT = timedelta(days=3)


def digest_of(content: Any) -> str:
    """The same for the same wish, however it was written down."""
    plain = json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(plain.encode()).hexdigest()


class OnceKeyQuerySet(models.QuerySet["OnceKey"]):
    """Claiming."""

    def claim(self, user_id: int, key: str, wish: str) -> tuple["OnceKey", bool]:
        """The row of this key, and whether it is new.

        Inside the transaction of the call: the same key at the same moment waits here
        until the first call has ended, and then finds what that one made.
        """
        self.filter(user=user_id, created_at__lt=timezone.now() - KEPT).delete()
        row = OnceKey(user_id=user_id, key=key, wish=wish)
        self.bulk_create([row], ignore_conflicts=True)
        found = self.select_for_update().get(user=user_id, key=key)
        return found, found.made is None


class OnceKey(models.Model):
    """A key under which one call of a program takes effect once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    wish = models.CharField(max_length=64)
    # The id of what the call made.
    made = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OnceKeyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="once_key")]

    def __str__(self) -> str:
        return self.key

    def keep(self, made: int) -> None:
        """Remember what the call has made."""
        self.made = made
        self.save(update_fields=["made"])
