"""Whose letters may load pictures from elsewhere."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from ombud.users.models import User


class TrustedSenderQuerySet(models.QuerySet["TrustedSender"]):
    """Trusting, once."""

    def trust(self, address: str, *, by: "User") -> "TrustedSender":
        """From now on the pictures of this sender are shown to everybody here."""
        found, _made = self.get_or_create(
            address=address.lower(), defaults={"trusted_by": by}
        )
        return found


class TrustedSender(models.Model):
    """An address whose letters show pictures from elsewhere without being asked."""

    address = models.CharField(max_length=320, unique=True)
    trusted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    trusted_at = models.DateTimeField(default=timezone.now)

    objects = TrustedSenderQuerySet.as_manager()

    class Meta:
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address
