"""What those who keep the machinery are told: something is down, or good again."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from ombud.core.live import publish
from ombud.notifications.models.preferences import Mail
from ombud.users.models import User

KEPT_FOR = timedelta(days=90)
UNREAD = models.Q(in_app=True, read_at=None)
DIGESTED = models.Q(mail__in=["hourly", "daily"], mailed_at=None)
# Under the bell; older ones are news to nobody.
SHOWN = 10


class AlarmQuerySet(models.QuerySet["Alarm"]):
    """Whose, and which."""

    def shown_to(self, reader: User) -> "AlarmQuerySet":
        """What hangs under the reader's bell, the newest first."""
        return self.filter(user=reader, in_app=True).order_by("-pk")

    def unread_by(self, reader: User) -> "AlarmQuerySet":
        """What the bell counts."""
        return self.filter(UNREAD, user=reader)

    def owed(self, mail: str) -> "AlarmQuerySet":
        """What the next mail of that rhythm tells; what was read needs no mail."""
        return self.filter(DIGESTED, mail=mail, read_at=None)

    def read(self, *, by: User) -> int:
        """Mark these as read; gives how many were not."""
        count = self.filter(UNREAD, user=by).update(read_at=timezone.now())
        if count:
            publish(f"bell-{by.pk}")
        return count

    def ring(self, rows: "Iterable[Alarm]") -> "list[Alarm]":
        """Keep them, and let the bells of those people ring."""
        made = self.bulk_create(rows)
        if bells := [f"bell-{row.user_id}" for row in made if row.in_app]:
            publish(*bells)
        return made

    def forget_old(self) -> None:
        """Nobody looks for what rang three months ago."""
        self.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


class Alarm(models.Model):
    """Something is down for long, or good again, as one administrator is told."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="alarms"
    )
    # In the reader's own language, as it was said then.
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    # Where one can do something about it.
    url = models.CharField(max_length=200)
    is_over = models.BooleanField(default=False)
    in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=6, blank=True, default=Mail.NEVER)
    mailed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index("user", name="alarm_bell", condition=UNREAD),
            models.Index("mail", "user", name="alarm_owed", condition=DIGESTED),
            models.Index("created_at", name="alarm_age"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unread(self) -> bool:
        """Whether the bell counts it."""
        return self.read_at is None
