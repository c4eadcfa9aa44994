"""Keys for other programs."""

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from ombud.users.models.user import User

PREFIX = "omb_"


def digest_of(plain: str) -> str:
    """What is kept of a token: it has 256 random bits, so one plain hash is enough."""
    return hashlib.sha256(plain.encode()).hexdigest()


class TokenQuerySet(models.QuerySet["Token"]):
    """Issuing and finding."""

    def issue(self, user: "User", name: str = "") -> str:
        """Make a token for the user and give it in plain, the only time it is seen."""
        plain = PREFIX + secrets.token_urlsafe(32)
        self.create(user=user, name=name, digest=digest_of(plain))
        return plain

    def find(self, plain: str) -> "Token | None":
        """The token of an active user, its use noted once a minute."""
        token = (
            self.select_related("user")
            .filter(digest=digest_of(plain), user__is_active=True)
            .first()
        )
        if token:
            token.note_use()
        return token


class Token(models.Model):
    """Lets another program act as one agent, with that agent's rights."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens"
    )
    name = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name or f"token {self.pk}"

    def note_use(self) -> None:
        """Remember the minute of the last use."""
        now = timezone.now()
        if not self.last_used_at or (now - self.last_used_at).total_seconds() >= 60:
            self.last_used_at = now
            self.save(update_fields=["last_used_at"])
