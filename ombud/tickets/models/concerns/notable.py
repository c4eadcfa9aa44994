"""Agents note what only colleagues read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from ombud.core.actor import Actor
from ombud.tickets.inline_images import as_written
from ombud.tickets.mentions import mentioned_in
from ombud.tickets.models.concerns.movable import slug_of
from ombud.tickets.models.concerns.watchable import Watchable
from ombud.tickets.models.draft import Draft
from ombud.tickets.models.entry import Entry, EntryKind, Verb
from ombud.workflows.models import Action, State


class Notable(Watchable):
    """Agents note what only colleagues read."""

    class Meta:
        abstract = True

    @transaction.atomic
    def note(  # noqa: PLR0913  # what a note's form may hold
        self,
        *,
        by: Actor,
        html: str = "",
        text: str = "",
        state: State | None = None,
        draft: Draft | None = None,
        action: Action | None = None,
        key: UUID | None = None,
        also: Mapping[str, Any] | None = None,
    ) -> Entry:
        """Write a note; the customer never sees it. Colleagues named in it follow."""
        if noted := Entry.objects.with_key(key):
            return noted
        safe, words = as_written(html, text, draft, mentions=True)
        named = mentioned_in(safe, words, self)
        state = state or (action.to_state if action else None)
        target = {"state": state} if state else {}
        changes = self.change(**(target | dict(also or {})))
        entry = self.record(
            Verb.NOTED,
            by=by,
            kind=EntryKind.NOTE,
            changes=changes,
            action=slug_of(action),
            html=safe,
            text=words,
            reply_text=words,
            key=key,
            particulars={"mentions": named.keys} if named.keys else {},
        )
        for colleague in named.people:
            if colleague != by:
                self.follow(by=colleague)
        if draft:
            draft.hand_over(entry)
        return entry
