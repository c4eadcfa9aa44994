"""Two tickets that have to do with each other."""

from django.db import models
from django.utils import timezone

RELATED, PARENT, CHILD, DUPLICATE = "related", "parent", "child", "duplicate"
# A late answer: the ticket that goes on with this one, and back to it.
LATER, EARLIER = "later", "earlier"
# What people choose from.
KINDS = (RELATED, CHILD, PARENT, DUPLICATE)
# What the other ticket calls it.
OPPOSITE = {PARENT: CHILD, CHILD: PARENT, LATER: EARLIER, EARLIER: LATER}


class TicketLink(models.Model):
    """Two tickets that have to do with each other, and what the other one is to it."""

    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="links")
    other = models.ForeignKey(
        "tickets.Ticket", models.CASCADE, related_name="linked_from"
    )
    kind = models.CharField(max_length=12, default=RELATED)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "other", "kind"], name="link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} – {self.other_id}"
