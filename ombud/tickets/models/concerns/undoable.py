"""What was done can be taken back, while nothing else has followed."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.tickets.models.base import TicketBase, key_of
from ombud.tickets.models.draft import Draft
from ombud.tickets.models.entry import Entry, EntryKind, Verb
from ombud.users.models import Team, User
from ombud.workflows.models import ActionNotAllowed, Category, State

if TYPE_CHECKING:
    from ombud.tickets.models.message import Message

UNDOABLE = {Verb.REPLIED, Verb.ASSIGNED, Verb.MOVED, Verb.CHANGED}


class Undoable(TicketBase):
    """What was done can be taken back, while nothing else has followed."""

    class Meta:
        abstract = True

    def may_undo(self, entry: Entry) -> bool:
        """Whether taking it back would work now."""
        if entry.undone_at or entry.verb not in UNDOABLE:
            return False
        if entry.verb == Verb.REPLIED:
            delivery = entry.message.delivery
            return bool(delivery and delivery.is_held)
        return bool(entry.changes) and len(self._standing(entry)) == len(entry.changes)

    @transaction.atomic
    def undo(self, entry: Entry, *, by: Actor) -> Entry:
        """Take it back: old values, and for a reply the text back into the draft."""
        ticket = self.locked()
        if not self.may_act(by) or not ticket.may_undo(entry):
            raise ActionNotAllowed(_("This can no longer be taken back."))
        if entry.verb == Verb.REPLIED:
            ticket._unsend(entry)
        if entry.kind != EntryKind.EVENT:
            ticket._forget_in_lists(entry)
        changes = ticket.change(**ticket._values_before(entry))
        entry.undone_at = timezone.now()
        entry.save(update_fields=["undone_at"])
        return ticket.record(
            Verb.UNDONE, by=by, changes=changes, particulars={"entry": entry.pk}
        )

    def _standing(self, entry: Entry) -> dict[str, Any]:
        """The old keys of what nobody has changed since."""
        return {
            name: old
            for name, (old, new) in entry.changes.items()
            if key_of(getattr(self, name)) == new
        }

    def _values_before(self, entry: Entry) -> dict[str, Any]:
        standing = self._standing(entry)
        try:
            return {name: self._value(name, old) for name, old in standing.items()}
        except ObjectDoesNotExist as gone:
            raise ActionNotAllowed(_("This can no longer be taken back.")) from gone

    def _value(self, name: str, key: Any) -> Any:
        if key is None:
            return None
        match name:
            case "state":
                return State.objects.get(workflow=self.workflow_id, slug=key)
            case "team":
                return Team.objects.get(slug=key)
            case "category":
                return Category.objects.get(slug=key)
            case "assignee":
                return User.objects.get(email=key)
        return key

    def _unsend(self, entry: Entry) -> None:
        message: Message = entry.message
        if not (message.delivery and message.delivery.cancel()):
            raise ActionNotAllowed(_("This reply has already left."))
        if entry.agent:
            Draft.objects.take_back(entry, message, entry.agent)

    def _forget_in_lists(self, entry: Entry) -> None:
        """Rows show what was said before it."""
        said = (
            Entry.objects.filter(ticket_id=self.pk)
            .exclude(kind=EntryKind.EVENT)
            .filter(undone_at=None)
        )
        newest = said.exclude(pk=entry.pk).order_by("-at", "-id").first()
        if newest:
            self._show_in_lists(newest)
