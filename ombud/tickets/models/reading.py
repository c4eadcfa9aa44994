"""Up to when an agent has read a ticket."""

from django.conf import settings
from django.db import models


class Reading(models.Model):
    """Up to when one agent has read one ticket."""

    ticket = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="readings"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="readings"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user"], name="one_reading_each")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.ticket_id}"
