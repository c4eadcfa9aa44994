"""What a template has been."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ombud.knowledge.models.template import Template


class TemplateVersion(models.Model):
    """A template as it was saved once."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    # The columns of Template.CONTENT.
    content = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="template_versions_count"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.template_id}"
