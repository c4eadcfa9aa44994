"""Tags come and go."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.tickets.models.concerns.performable import Performable
from ombud.tickets.models.entry import Entry
from ombud.tickets.models.tag import Tag
from ombud.tickets.tags import MOST_TAGS
from ombud.workflows.models import ActionNotAllowed


class Taggable(Performable):
    """Tags come and go; who may make new ones, the roles say."""

    class Meta:
        abstract = True

    @transaction.atomic
    def retag(
        self, *, by: Actor, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> Entry | None:
        """Put tags on it and take some off. None where it was so already."""
        ticket = self.locked()
        if not ticket.may_alter(by):
            raise ActionNotAllowed(ticket.why_not_alter(by), never=True)
        gone = {tag.lower() for tag in remove}
        kept = [tag for tag in ticket.tags if tag.lower() not in gone]
        tags = list(dict.fromkeys([*kept, *Tag.objects.allowed(add, by)]))
        if len(tags) > MOST_TAGS:
            raise ActionNotAllowed(
                _("A ticket has at most %(most)s tags. Take one off first.")
                % {"most": MOST_TAGS}
            )
        return ticket.alter(by=by, tags=tags)
