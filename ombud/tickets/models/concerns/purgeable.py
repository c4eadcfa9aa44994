"""What has lain in the bin long enough goes for good, with all that hangs on it."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ombud.channels.models import Delivery, DeliveryState
from ombud.core.actor import Actor, ActorKind
from ombud.core.live import publish
from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.concerns.deletable import Deletable
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.models import ActionNotAllowed

LOG = logging.getLogger("ombud.tickets")
ON_ITS_WAY = [DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.DELAYED]
# What apps above keep of a ticket and must let go of too: the raw mail.
_others: list[Callable[[TicketBase], None]] = []


def purge_too(forget: Callable[[TicketBase], None]) -> None:
    """Call this in the same transaction, before the rows go; by an app's ready()."""
    _others.append(forget)


class Purgeable(Deletable):
    """From the bin a ticket goes for good: nothing brings it back."""

    class Meta:
        abstract = True

    def may_purge(self, by: Actor) -> bool:
        """The machine, when its time has come; else a right of its own."""
        if not isinstance(by, User):
            return by.actor_kind == ActorKind.MACHINE
        return by.may(Permission.PURGE_TICKETS) and self.may_act(by)

    @transaction.atomic
    def purge(self, *, by: Actor) -> None:
        """Its timeline, its letters as they came and went, drafts and files with it.

        No entry can tell of it; the log does, without a word of what it held.
        """
        ticket = self.locked()
        if not ticket.may_purge(by):
            raise ActionNotAllowed(_("You may not delete this for good."), never=True)
        if not ticket.is_deleted:
            raise ActionNotAllowed(_("Only what is in the bin can go for good."))
        ticket._let_letters_go()
        for forget in _others:
            forget(ticket)
        ticket._let_files_go()
        ticket.delete()
        LOG.info("ticket purged ticket=%s by=%r", ticket.number, by.actor_name)
        publish("tickets")

    def _let_letters_go(self) -> None:
        sent = Delivery.objects.filter(message__entry__ticket=self.pk)
        if sent.filter(state__in=ON_ITS_WAY).exists():
            raise ActionNotAllowed(
                _("A mail of this ticket is on its way. Wait until it has left.")
            )
        sent.delete()

    def _let_files_go(self) -> None:
        """The rows go with the ticket; the bytes by a job, if nothing else has them."""
        here = Q(entry__ticket=self.pk) | Q(draft__ticket=self.pk)
        files = Attachment.objects.filter(here).order_by()
        digests: list[Any] = list(files.values_list("digest", flat=True).distinct())
        if digests:
            defer_dropping(digests)


def defer_dropping(digests: list[Any]) -> None:
    """Have a job drop these bytes; in the same transaction as the rows."""
    from procrastinate.contrib.django import app

    app.configure_task("ombud.tickets.jobs.drop_files").defer(digests=digests)
