"""How a workflow was, and how somebody wants it to become."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ombud.workflows.models.workflow import Workflow


class Version(models.Model):
    """A plan of a workflow: published once, or still being drawn."""

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    plan = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["workflow", "number"], name="version_number"
            ),
            models.UniqueConstraint(
                fields=["workflow"],
                condition=models.Q(published_at=None),
                name="one_draft_a_workflow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workflow} {self.number}"
