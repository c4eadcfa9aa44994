"""A row that could not be used."""

from django.db import models


class Refusal(models.Model):
    """A row of an import that could not be used, with the reason."""

    run = models.ForeignKey("sources.Import", models.CASCADE, related_name="refusals")
    row = models.PositiveIntegerField()
    why = models.TextField()
    cells = models.JSONField(default=list)

    class Meta:
        ordering = ["run", "row"]
        constraints = [
            models.UniqueConstraint(fields=["run", "row"], name="refused_once")
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.why}"
