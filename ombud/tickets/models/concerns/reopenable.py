"""A late answer begins anew, linked; mere thanks wake nobody."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Self, cast

from django.db import transaction
from django.utils import timezone

from ombud.core.actor import Actor, Machine, Requester
from ombud.customers.models import Contact
from ombud.lib.thanks import is_mere_thanks
from ombud.tickets.models.base import list_columns
from ombud.tickets.models.concerns.openable import Openable, type_of
from ombud.tickets.models.entry import Direction, Entry, Verb
from ombud.tickets.models.incoming import THANKS, Incoming
from ombud.tickets.models.link import EARLIER, LATER, TicketLink

if TYPE_CHECKING:
    from ombud.channels.models import Channel


class Reopenable(Openable):
    """What a customer writes on a finished ticket: here again, or on a new one."""

    class Meta:
        abstract = True

    @property
    def is_past_reopening(self) -> bool:
        """Whether it has been closed for so long that an answer begins anew."""
        if self.closed_at is None:
            return False
        if self.erased_at:
            return True
        days = self.workflow.reopen_days
        return days is not None and timezone.now() > self.closed_at + timedelta(days)

    @transaction.atomic(savepoint=False)
    def hear(
        self,
        incoming: Incoming,
        *,
        by: Actor,
        wake: bool = True,
        home: int | None = None,
    ) -> tuple[Entry, bool]:
        """File what came in where it belongs; whether that is a ticket just begun.

        To be called on a locked ticket, so that of two late answers one begins anew.
        `home`: the merged ticket that it answers, and goes back to.
        """
        if self.merged_into:
            main = cast("Self", self.merged_into.locked())
            return main.hear(incoming, by=by, wake=wake, home=home or self.pk)
        if wake and self.state.is_finished and self._is_thanks(incoming, by):
            marked = _marked(incoming)
            return self.receive(marked, by=by, reopen=False, home=home), False
        if not wake or not self.is_past_reopening:
            return self.receive(incoming, by=by, wake=wake, home=home), False
        if later := self._later():
            return later.locked().hear(incoming, by=by)
        return self._begin_anew(incoming, by), True

    def _is_thanks(self, incoming: Incoming, by: Actor) -> bool:
        """The new words say thank you and nothing else, and no file came with them."""
        if any(not part.inline for part in incoming.parts):
            return False
        agents = Entry.objects.filter(ticket_id=self.pk, agent__isnull=False)
        names = set(agents.values_list("author_name", flat=True)[:20])
        names |= {self.requester_name, by.actor_name, self.team.name}
        words = incoming.words["reply_text"] or incoming.words["text"]
        return is_mere_thanks(words, names)

    def _later(self) -> "Self | None":
        """The ticket that goes on with this one already."""
        links = TicketLink.objects.filter(ticket_id=self.pk, kind=LATER)
        link = links.filter(other__deleted_at=None).order_by("pk").last()
        return cast("Self", link.other) if link else None

    def _begin_anew(self, incoming: Incoming, by: Actor) -> Entry:
        envelope, now = incoming.envelope, timezone.now()
        channel: Channel | None = envelope.get("channel") or self.channel
        ticket = type(self).begin(
            subject=envelope["subject"] if self.erased_at else self.subject,
            team=self.team,
            workflow=self.workflow if self.workflow.is_active else type_of(channel),
            channel=channel,
            contact=by if isinstance(by, Contact) else None,
            requester=Requester(envelope["from_name"], envelope["from_address"]),
            category=self.category,
            origin=channel.kind if channel else self.origin,
            language=self.language,
            created_at=now,
            **list_columns(incoming.preview, Direction.IN, now),
        )
        entry = ticket.receive(incoming, by=by, at=now)
        ticket.note_owner()
        ticket._go_on_with(self)
        return entry

    def _go_on_with(self, old: "Reopenable") -> None:
        """Both say so in their timelines."""
        TicketLink.objects.create(ticket_id=old.pk, other_id=self.pk, kind=LATER)
        TicketLink.objects.create(ticket_id=self.pk, other_id=old.pk, kind=EARLIER)
        facts = {"days": old.workflow.reopen_days}
        for one, other, why in ((self, old, EARLIER), (old, self, LATER)):
            particulars = {"number": other.number, "why": why, **facts}
            one.record(Verb.LINKED, by=Machine(), particulars=particulars)


def _marked(incoming: Incoming) -> Incoming:
    particulars = {**incoming.words.get("particulars", {}), THANKS: True}
    return replace(incoming, words={**incoming.words, "particulars": particulars})
