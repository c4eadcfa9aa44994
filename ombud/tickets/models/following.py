"""Who wants to hear of everything on a ticket."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Following(models.Model):
    """One agent follows one ticket."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="followings"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="followings"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "user"], name="one_following_each"
            )
        ]
        # The list of followed tickets takes the newest of them.
        indexes = [models.Index(fields=["user", "-id"], name="following_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.ticket_id}"
