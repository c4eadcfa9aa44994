"""Every night: what is personal on tickets that their type keeps no longer."""

import logging
from datetime import timedelta

from django.utils import timezone

from ombud.core.actor import Machine
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.workflows.models import Workflow

log = logging.getLogger(__name__)
BATCH = 200


def due(workflow: Workflow, days: int) -> TicketQuerySet:
    """Closed longer ago than that and not erased yet; those in the bin too."""
    limit = timezone.now() - timedelta(days)
    return Ticket.objects.filter(
        workflow=workflow, closed_at__lt=limit, closed_at__isnull=False, erased_at=None
    )


def count_due(workflow: Workflow, days: int) -> int:
    """How many would go tonight if the type kept them for so many days."""
    return due(workflow, days).count()


def erase_due() -> int:
    """Each in its own transaction; stopped in the middle, the next night goes on."""
    return sum(
        _erase_of(workflow, workflow.erase_days)
        for workflow in Workflow.objects.exclude(erase_days=None)
        if workflow.erase_days
    )


def _erase_of(workflow: Workflow, days: int) -> int:
    count, last = 0, 0
    # Those that could not be erased are passed over, not tried for ever.
    while batch := list(due(workflow, days).filter(pk__gt=last).order_by("pk")[:BATCH]):
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
