"""Two tickets that have to do with each other."""

from django.db import models
from django.utils import timezone


class TicketLink(models.Model):
    """Two tickets that have to do with each other, and why."""

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="links")
    other = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="linked_from"
    )
    kind = models.CharField(max_length=12, default="related")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "other", "kind"], name="link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} – {self.other_id}"
