"""What is worth knowing of a customer, besides how to reach them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Described(models.Model):
    """What is worth knowing of a customer, besides how to reach them."""

    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    postal_address = models.TextField(_("postal address"), max_length=500, blank=True)
    tags = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("tags"),
        default=list,
        blank=True,
    )
    # Shown wherever they are, before anybody answers.
    warning = models.CharField(_("warning"), max_length=300, blank=True)
    note = models.TextField(_("note"), max_length=5000, blank=True)
    # What custom fields hold, by their keys.
    fields = models.JSONField(default=dict, blank=True)
    # Columns that another system says, and which: {"vat_id": "Tryton"}.
    synced = models.JSONField(default=dict, blank=True)
    # When it was last said there.
    synced_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def source_of(self, column: str) -> str:
        """The system that says it; empty where we may."""
        said: dict[str, Any] = self.synced
        return str(said.get(column, ""))
