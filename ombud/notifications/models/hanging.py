"""What all that hangs under a bell has in common: it is read, mailed and forgotten."""

from datetime import timedelta
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ombud.core.live import publish
from ombud.users.models import User

Row = TypeVar("Row", bound=models.Model)

KEPT_FOR = timedelta(days=90)
UNREAD = Q(in_app=True, read_at=None)
DIGESTED = Q(mail__in=["hourly", "daily"], mailed_at=None)


class HangingQuerySet(models.QuerySet[Row]):
    """Rows with `user`, `in_app`, `read_at`, `mail`, `mailed_at` and `created_at`."""

    def owed(self, mail: str) -> Self:
        """What the next mail of that rhythm tells; what was read needs no mail."""
        return self.filter(DIGESTED, mail=mail, read_at=None)

    def read(self, *, by: User) -> int:
        """Mark these as read; gives how many were not."""
        count = self.filter(UNREAD, user=by).update(read_at=timezone.now())
        if count:
            publish(f"bell-{by.pk}")
        return count

    def forget_old(self) -> None:
        """Nobody looks for what rang three months ago."""
        self.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
