"""A specialist outside reads what the customer wrote."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.tickets.composing import Letter
from ombud.tickets.inline_images import as_written
from ombud.tickets.models.attachment import Attachment
from ombud.tickets.models.concerns.movable import slug_of
from ombud.tickets.models.concerns.repliable import Repliable
from ombud.tickets.models.entry import Entry, Verb
from ombud.workflows.models import Action, ActionNotAllowed


class Forwardable(Repliable):
    """The newest message goes to somebody outside, with an agent's words above it."""

    class Meta:
        abstract = True

    @transaction.atomic(savepoint=False)
    def forward(
        self,
        *,
        by: Actor,
        to: Sequence[dict[str, str]],
        text: str = "",
        html: str = "",
        with_files: bool = True,
        action: Action | None = None,
        also: Mapping[str, Any] | None = None,
    ) -> Entry:
        """The customer is not told; the customer's files go along where wanted."""
        if not to:
            raise ActionNotAllowed(_("Say to whom it goes."))
        last = self.last_incoming()
        safe, words = as_written(html, text, None)
        target = {"state": action.to_state} if action and action.to_state else {}
        changes = self.change(**(target | dict(also or {})))
        entry = self._write(
            Verb.FORWARDED, by, safe, words, changes, action=slug_of(action)
        )
        if last and with_files:
            self._copy_files(last, entry)
        subject = _("Fwd: %(subject)s") % {"subject": self.subject}
        letter = Letter(self.way_out(), by, list(to), subject=subject)
        wait = timedelta(seconds=settings.UNDO_SEND_SECONDS)
        self._send(entry, letter, due_at=timezone.now() + wait)
        return entry

    def _copy_files(self, last: Entry, entry: Entry) -> None:
        """Rows alone: the bytes are kept by their content, once."""
        copies = list(Attachment.objects.filter(entry=last))
        for copy in copies:
            copy.pk, copy.entry = None, entry
        Attachment.objects.bulk_create(copies)
