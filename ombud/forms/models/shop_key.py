"""What a shop signs the links in its mails with."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ombud.core.actor import Actor
from ombud.core.fields import EncryptedTextField


class ShopKeyQuerySet(models.QuerySet["ShopKey"]):
    """Issuing and finding."""

    def issue(self, name: str, *, by: Actor) -> "ShopKey":
        """A new key with its secret, which is shown this once."""
        return self.create(
            name=name,
            public=f"shop_{secrets.token_hex(6)}",
            secret=secrets.token_urlsafe(32),
            made_by=by.actor_name,
        )

    def working(self) -> "ShopKeyQuerySet":
        """Those whose links still open something."""
        return self.filter(revoked_at=None)


class ShopKey(models.Model):
    """The secret by which one shop's links to its orders are known to be its own."""

    name = models.CharField(_("shop"), max_length=80)
    public = models.CharField(max_length=40, unique=True)
    secret = EncryptedTextField()
    made_by = models.CharField(max_length=320)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    objects = ShopKeyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def revoke(self) -> None:
        """Its links open nothing any more."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
