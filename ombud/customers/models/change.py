"""What was changed of a customer."""

from django.db import models
from django.utils import timezone

from ombud.users.models import User


class Change(models.Model):
    """What was changed of a contact or an organisation, when and by whom."""

    contact = models.ForeignKey(
        "customers.Contact", models.CASCADE, null=True, related_name="changes"
    )
    organisation = models.ForeignKey(
        "customers.Organisation", models.CASCADE, null=True, related_name="changes"
    )
    # None: Ombud by itself.
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # {column: [old, new]}, rows by their names.
    changes = models.JSONField(default=dict)

    # Who was merged keeps their own history.
    stays_at_merge = True

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.contact or self.organisation}: {', '.join(self.changes)}"
