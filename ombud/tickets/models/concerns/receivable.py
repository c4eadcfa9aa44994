"""What a customer writes arrives on the ticket."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ombud.core.actor import Actor
from ombud.core.statements import insert
from ombud.lib.mail import Part
from ombud.tickets.models.attachment import Attachment, store_blob
from ombud.tickets.models.concerns.deletable import Deletable
from ombud.tickets.models.concerns.movable import Movable
from ombud.tickets.models.entry import Direction, Entry, EntryKind, Verb
from ombud.tickets.models.incoming import Incoming
from ombud.tickets.models.message import Message
from ombud.workflows.models import StateKind

# What a customer's message wakes up.
ASLEEP = {StateKind.WAITING, StateKind.SOLVED, StateKind.CLOSED}


class Receivable(Movable, Deletable):
    """What a customer writes arrives on the ticket."""

    class Meta:
        abstract = True

    @transaction.atomic(savepoint=False)
    def receive(
        self,
        incoming: Incoming,
        *,
        by: Actor,
        wake: bool = True,
        reopen: bool = True,
        at: datetime | None = None,
        home: int | None = None,
    ) -> Entry:
        """File what came in; a message by a person wakes a waiting or solved ticket.

        It also brings it back from the bin, where nobody would read it. `wake` is
        False for what machines wrote: it is shown, and changes nothing. Without
        `reopen` it is news, but the ticket stays in its state.
        """
        if wake:
            self.leave_bin("mail")
        changes = self._woken() if wake and reopen else {}
        entry = self.record(
            Verb.RECEIVED,
            by=by,
            kind=EntryKind.MESSAGE,
            direction=Direction.IN,
            changes=changes,
            at=at or timezone.now(),
            quiet=not wake,
            home_id=home,
            **incoming.words,
        )
        insert(Message(entry=entry, **incoming.envelope))
        self._keep_files(entry, incoming)
        if not wake:
            self.announce()
        return entry

    def attach(self, entry: Entry, parts: tuple[Part, ...]) -> None:
        """Files that came with something else than a customer's message."""
        self._keep_files(entry, Incoming(words={}, envelope={}, parts=parts))

    def _woken(self) -> dict[str, list[Any]]:
        if self.state.kind not in ASLEEP or self.state.stays:
            return {}
        state = self.state_of_kind(StateKind.OPEN)
        return self.change(state=state) if state else {}

    def _keep_files(self, entry: Entry, incoming: Incoming) -> None:
        files = [
            Attachment(
                entry=entry,
                filename=part.filename[:255],
                content_type=part.content_type[:255],
                size=part.size,
                digest=store_blob(part.content),
                is_inline=part.inline,
                content_id=part.content_id[:255],
            )
            for part in incoming.parts
        ]
        if files:
            Attachment.objects.bulk_create(files)
