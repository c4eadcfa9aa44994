"""How a draft was before somebody's last change, so that it can be taken back."""

from typing import Any

from django.db import models
from django.utils import timezone

from ombud.workflows.models.version import Version

# So many can be taken back; what is older stays as it is.
KEPT = 100


class DraftStep(models.Model):
    """One change of a draft, with the plan as it was before; none before the first."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="steps")
    before = models.JSONField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"step {self.pk} of {self.version}"

    @classmethod
    def keep(cls, version: Version, before: Any) -> None:
        """One more, and the oldest goes where there are too many."""
        version.steps.create(before=before)
        old = version.steps.order_by("-pk")[KEPT:]
        cls.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()

    @classmethod
    def plans_of(cls, version: Version) -> list[Any]:
        """What it was before each change, the oldest first."""
        return list(version.steps.values_list("before", flat=True))

    @staticmethod
    def keep_all(version: Version, plans: list[Any]) -> None:
        """The past of a draft that was made anew."""
        steps = [DraftStep(version=version, before=plan) for plan in plans]
        DraftStep.objects.bulk_create(steps)
