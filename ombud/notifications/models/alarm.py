"""What those who keep the machinery are told: something is down, or good again."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils import timezone

from ombud.core.live import publish
from ombud.notifications.models.hanging import DIGESTED, UNREAD, HangingQuerySet
from ombud.notifications.models.preferences import Mail
from ombud.users.models import User

# Under the bell; older ones are news to nobody.
SHOWN = 10


class AlarmQuerySet(HangingQuerySet["Alarm"]):
    """Whose, and which."""

    def shown_to(self, reader: User) -> "AlarmQuerySet":
        """What hangs under the reader's bell, the newest first."""
        return self.filter(user=reader, in_app=True).order_by("-pk")

    def unread_by(self, reader: User) -> "AlarmQuerySet":
        """What the bell counts."""
        return self.filter(UNREAD, user=reader)

    def ring(self, rows: "Iterable[Alarm]") -> "list[Alarm]":
        """Keep them, and let the bells of those people ring."""
        made = self.bulk_create(rows)
        if bells := [f"bell-{row.user_id}" for row in made if row.in_app]:
            publish(*bells)
        return made


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
