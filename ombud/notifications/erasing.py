"""What agents were told of a ticket that is erased."""

from ombud.channels.models import Delivery
from ombud.notifications.models import Notification
from ombud.tickets.models.base import TicketBase


def erase_told(ticket: TicketBase) -> None:
    """Lines under the bell, and mails about that ticket; a digest tells of many."""
    Notification.objects.filter(ticket=ticket.pk).delete()
    mails = Delivery.objects.filter(message_id__startswith=f"n{ticket.number}.")
    mails.update(raw=b"", subject="")
