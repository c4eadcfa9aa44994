"""Whom we have sent an automatic answer, and when."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from ombud.core.statements import insert


class AutoReplyManager(models.Manager["AutoReply"]):
    """Asking for leave."""

    def allow(self, address: str) -> bool:
        """True once a day for an address, whoever else asks at the same moment."""
        reply = self.model(address=address.lower(), day=timezone.localdate())
        return insert(reply, once=True)

    def forget_old(self) -> None:
        """Keep a month for those who ask; then forget."""
        self.filter(day__lt=timezone.localdate() - timedelta(days=31)).delete()


class AutoReply(models.Model):
    """An address that has had its one automatic answer of a day."""

    address = models.CharField(max_length=320)
    day = models.DateField()

    objects = AutoReplyManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "day"], name="one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.day}"
