"""A ticket goes for good: of its mails only the lines of the ledger stay."""

from django.utils.translation import gettext as _

from ombud.intake.models import Inbound
from ombud.tickets.models.base import TicketBase


def forget_mails(ticket: TicketBase) -> None:
    """Words and addresses go; that it came, when, and what became of it adds up still.

    The mailbox's own name for it stays too, or it would be fetched once more.
    """
    _forget(ticket, _("Its ticket was deleted for good."))


def erase_mails(ticket: TicketBase) -> None:
    """The same where the ticket stays, without what is personal."""
    _forget(ticket, _("What is personal on its ticket was erased."))


def _forget(ticket: TicketBase, why: str) -> None:
    rows = Inbound.objects.filter(entry__ticket=ticket.pk)
    rows.update(raw=b"", sender="", subject="", message_id="", why=why)
