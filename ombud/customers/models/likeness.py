"""Two records that may be the same, and why."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ombud.users.models import User


class Likeness(models.Model):
    """Two contacts, or two organisations, that may be the same: with the evidence."""

    noun = models.CharField(max_length=12)
    # The lower id stands first, so that each pair is there once.
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    # By kind, what is the same: the phone as it is, of a name how near it is.
    evidence = models.JSONField(default=dict)
    weight = models.PositiveSmallIntegerField(default=0)
    found_at = models.DateTimeField(default=timezone.now)
    # Somebody has said that they are not the same; it is not asked again.
    denied_at = models.DateTimeField(null=True)
    denied_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "likenesses"
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "first", "second"], name="likeness_once"
            )
        ]
        indexes = [
            models.Index(
                F("noun"),
                F("weight").desc(),
                F("id").desc(),
                name="likeness_open",
                condition=Q(denied_at=None),
            ),
            models.Index("noun", "second", name="likeness_second"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.first} ~ {self.second}"

    def deny(self, *, by: User) -> None:
        """They are not the same, and nobody is asked again."""
        self.denied_at, self.denied_by = timezone.now(), by
        self.save(update_fields=["denied_at", "denied_by"])
