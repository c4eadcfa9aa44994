"""A ticket is erased: what was typed into the form goes too."""

from ombud.forms.models import Submission
from ombud.tickets.models.base import TicketBase


def erase_words(ticket: TicketBase) -> None:
    """That it came, and when, stays."""
    for submission in Submission.objects.filter(ticket=ticket.pk):
        submission.erase()
