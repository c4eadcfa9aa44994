"""What an agent is writing: it survives everything."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DraftKind(models.TextChoices):
    """For whose eyes."""

    REPLY = "reply"
    NOTE = "note"


class Draft(models.Model):
    """One agent's unfinished reply or note on one ticket."""

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="drafts")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts"
    )
    kind = models.CharField(max_length=6, choices=DraftKind.choices)
    html = models.TextField(blank=True)
    to = models.TextField(blank=True)
    cc = models.TextField(blank=True)
    bcc = models.TextField(blank=True)
    sender = models.CharField(max_length=320, blank=True)
    # Each save counts up; an older page cannot overwrite a newer text unseen.
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "author", "kind"], name="one_draft_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.author_id} on {self.ticket_id}"
