"""Up to where likenesses were looked for."""

from django.db import models


class Looked(models.Model):
    """Up to which record and which change likenesses were looked for, by noun."""

    noun = models.CharField(max_length=12, unique=True)
    record = models.BigIntegerField(default=0)
    change = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "looked"

    def __str__(self) -> str:
        return f"{self.noun}: {self.record}, {self.change}"
