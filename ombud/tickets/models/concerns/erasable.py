"""What is personal on a closed ticket is erased after the days its type says."""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from ombud.core.actor import Actor
from ombud.core.models import Installation
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.entry import Entry, Verb
from ombud.tickets.models.erasing import (
    BLANK,
    erase_content,
    forget_person,
    is_sending,
)


class Erasable(TicketBase):
    """Personal content goes; the number, the dates and the figures stay."""

    class Meta:
        abstract = True

    @property
    def keep_days(self) -> int | None:
        """So long after closing it is kept; None for ever.

        Whoever did not agree to be stored is kept no longer than the company says.
        """
        days = self.workflow.erase_days
        if not self.not_stored:
            return days
        most = Installation.current().unstored_days
        return most if days is None else min(days, most)

    @property
    def is_due_for_erasing(self) -> bool:
        """Whether it has been closed for as long as it is kept."""
        days = self.keep_days
        if days is None or self.closed_at is None or self.erased_at:
            return False
        return timezone.now() > self.closed_at + timedelta(days)

    @transaction.atomic
    def erase(self, *, by: Actor) -> Entry | None:
        """Once, and for good. None where it is not due, or something is being sent."""
        ticket = self.locked()
        if not ticket.is_due_for_erasing or is_sending(ticket):
            return None
        contact = ticket.contact
        figures = erase_content(ticket)
        for name, value in (BLANK | {"erased_at": timezone.now()}).items():
            setattr(ticket, name, value)
        ticket.save(update_fields=[*BLANK, "erased_at"])
        # Their entries stood on this one; who they were about stands on themselves.
        rows: models.Manager[Any] = type(ticket)._default_manager
        rows.filter(merged_into=ticket.pk).update(**BLANK, erased_at=ticket.erased_at)
        forget_person(contact, ticket)
        particulars = {"days": ticket.keep_days, **figures}
        return ticket.record(Verb.ERASED, by=by, particulars=particulars)
