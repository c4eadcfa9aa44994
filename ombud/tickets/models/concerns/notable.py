"""Agents note what only colleagues read."""

from django.db import transaction

from ombud.core.actor import Actor
from ombud.lib import html as html_lib
from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.base import TicketBase
from ombud.tickets.models.concerns.movable import slug_of
from ombud.tickets.models.draft import Draft
from ombud.tickets.models.entry import Entry, EntryKind, Verb
from ombud.workflows.models import Action, State


class Notable(TicketBase):
    """Agents note what only colleagues read."""

    class Meta:
        abstract = True

    @transaction.atomic
    def note(  # what a note's form may hold
        self,
        *,
        by: Actor,
        html: str = "",
        text: str = "",
        state: State | None = None,
        draft: Draft | None = None,
        action: Action | None = None,
    ) -> Entry:
        """Write a note; the customer never sees it."""
        safe = html_lib.clean(html) if html else html_lib.html_from(text)
        words = text or html_lib.text_from(safe)
        changes = self.change(state=state) if state else {}
        entry = self.record(
            Verb.NOTED,
            by=by,
            kind=EntryKind.NOTE,
            changes=changes,
            action=slug_of(action),
            html=safe,
            text=words,
            reply_text=words,
        )
        if draft:
            Attachment.objects.filter(draft=draft).update(entry=entry, draft=None)
            draft.delete()
        return entry
