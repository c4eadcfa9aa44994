"""Keyset paging: `after` is where the last page ended, in letters nobody reads."""

import base64
import binascii
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from ombud.api.errors import wrong
from ombud.tickets.models import Ticket, TicketQuerySet

MOST = 200


def page(
    tickets: TicketQuerySet, after: str, limit: int
) -> tuple[list[Ticket], str | None]:
    """So many tickets, newest first, and where the next page starts."""
    found = list(start_after(tickets, after).newest_first()[: limit + 1])
    rows = found[:limit]
    return rows, cursor(rows[-1]) if len(found) > limit else None


def start_after(tickets: TicketQuerySet, after: str) -> TicketQuerySet:
    """Those that come after that place in the list."""
    if not after:
        return tickets
    at, pk = _read(after)
    # The first half lets the index jump; the second settles equal moments.
    return tickets.filter(
        Q(last_message_at__lte=at) & (Q(last_message_at__lt=at) | Q(pk__lt=pk))
    )


def cursor(ticket: Ticket) -> str:
    """The place of this ticket in the list."""
    plain = f"{ticket.last_message_at.isoformat()} {ticket.pk}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _read(after: str) -> tuple[datetime, int]:
    try:
        plain = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)).decode()
        at, pk = plain.split(" ")
        return datetime.fromisoformat(at), int(pk)
    except (ValueError, binascii.Error):
        raise wrong("after", _("Use what “next” of the page before said.")) from None
