"""Ombud tells somebody outside what was done."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ombud.core.actor import Actor
from ombud.lib import html as html_lib
from ombud.tickets.composing import Letter
from ombud.tickets.models.concerns.repliable import People, Repliable
from ombud.tickets.models.entry import Entry, Verb


class Tellable(Repliable):
    """A notice of the workflow leaves as a letter of the ticket."""

    class Meta:
        abstract = True

    @transaction.atomic
    def tell(
        self, *, by: Actor, to: People, subject: str, text: str, about: Entry
    ) -> Entry:
        """Like a confirmation: marked as automatic, and in the ticket's thread.

        It waits as long as what it is about can be taken back.
        """
        entry = self._write(
            Verb.NOTIFIED,
            by,
            html_lib.html_from(text),
            text,
            {},
            quiet=True,
            cause=about.action,
            particulars={"entry": about.pk},
        )
        letter = Letter(self.way_out(), by, list(to), subject=subject, automatic=True)
        wait = timedelta(seconds=settings.UNDO_SEND_SECONDS)
        later = about.particulars.get("later")
        due_at = datetime.fromisoformat(later) if later else timezone.now() + wait
        self._send(entry, letter, due_at=due_at)
        self.announce()
        return entry
