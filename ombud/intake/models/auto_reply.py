"""Whom we have sent an automatic answer, and when."""

from datetime import timedelta

from django.db import connection, models
from django.utils import timezone


class AutoReplyManager(models.Manager["AutoReply"]):
    """Asking for leave."""

    def allow(self, address: str) -> bool:
        """True once a day for an address, whoever else asks at the same moment."""
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (address, day) VALUES (%s, %s)"  # noqa: S608  # the table's own name
                " ON CONFLICT DO NOTHING",
                [address.lower(), timezone.localdate()],
            )
            return bool(cursor.rowcount == 1)

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
