"""Who an unknown sender is not, as somebody has said."""

from django.db import models

from ombud.customers.models import Contact
from ombud.users.models import User


class NotBuyer(models.Model):
    """Whoever wrote is not that customer, though they named an order of theirs."""

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    # It was said of the record that went; two such rows of one ticket do not fit.
    stays_at_merge = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "contact"], name="not_buyer_once")
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} – {self.contact_id}"
