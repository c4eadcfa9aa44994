"""What a mailbox held when it was last compared with what we know."""

from django.db import models


class Reconciliation(models.Model):
    """One comparison: how many mails the server has, and how many we do not know."""

    channel = models.ForeignKey(
        "channels.Channel", models.CASCADE, related_name="reconciliations"
    )
    at = models.DateTimeField()
    on_server = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["channel", "-at"], name="reconciled_at")]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.at}"
