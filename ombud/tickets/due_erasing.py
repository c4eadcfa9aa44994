"""Every night: what is personal on tickets that are kept no longer."""

import logging
from datetime import timedelta

from django.utils import timezone

from ombud.core.actor import Machine
from ombud.core.models import Installation
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.workflows.models import Workflow

log = logging.getLogger(__name__)
BATCH = 200


def due(workflow: Workflow, days: int) -> TicketQuerySet:
    """Closed longer ago than that and not erased yet; those in the bin too."""
    limit = timezone.now() - timedelta(days)
    return _whole().filter(
        workflow=workflow, closed_at__lt=limit, closed_at__isnull=False, erased_at=None
    )


def due_unstored(days: int) -> TicketQuerySet:
    """The same of those who did not agree to be stored, whatever the type."""
    limit = timezone.now() - timedelta(days)
    return _whole().filter(not_stored=True, closed_at__lt=limit, erased_at=None)


def _whole() -> TicketQuerySet:
    """What was merged goes together with the ticket that shows it."""
    return Ticket.objects.filter(merged_into=None)


def count_due(workflow: Workflow, days: int) -> int:
    """How many would go tonight if the type kept them for so many days."""
    return due(workflow, days).count()


def erase_due() -> int:
    """Each in its own transaction; stopped in the middle, the next night goes on."""
    by_type = sum(
        _erase_all(due(workflow, workflow.erase_days))
        for workflow in Workflow.objects.exclude(erase_days=None)
        if workflow.erase_days
    )
    unstored = due_unstored(Installation.current().unstored_days)
    return by_type + _erase_all(unstored)


def _erase_all(tickets: TicketQuerySet) -> int:
    count, last = 0, 0
    # Those that could not be erased are passed over, not tried for ever.
    while batch := list(tickets.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for ticket in batch:
            count += _is_erased(ticket)
        last = batch[-1].pk
    return count


def _is_erased(ticket: Ticket) -> bool:
    try:
        entry = ticket.erase(by=Machine())
    except Exception:
        # One that cannot be erased does not keep the others.
        log.exception("erasing failed ticket=%s", ticket.number)
        return False
    if entry:
        log.info("ticket erased ticket=%s", ticket.number)
    return entry is not None
