"""What was done can be taken back, while nothing else has followed."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.actor import Actor, ActorKind
from ombud.tickets.models.base import OF_FIELD, TicketBase, key_of
from ombud.tickets.models.concerns.unmailed import is_on_page
from ombud.tickets.models.draft import Draft
from ombud.tickets.models.entry import Entry, EntryKind, Verb
from ombud.workflows.models import ActionNotAllowed, State

if TYPE_CHECKING:
    from ombud.tickets.models.message import Message

# What changed by itself, or is a way back already.
NEVER = {Verb.RECEIVED, Verb.UNDONE, Verb.ERASED, Verb.WOKEN}
# Why a reply that was to leave later did not.
WROTE_FIRST = "wrote_first"
# What leaves only after a while.
LETTERS = {Verb.REPLIED, Verb.FORWARDED, Verb.NOTIFIED}
# What a machine says stands in no list.
QUIET = {Verb.NOTIFIED, Verb.AUTO_REPLIED}


class Undoable(TicketBase):
    """What was done can be taken back, while nothing else has followed."""

    class Meta:
        abstract = True

    def may_undo(self, entry: Entry) -> bool:
        """Whether taking it back would work now."""
        return not self.why_not_undo(entry)

    def why_not_undo(self, entry: Entry) -> str:
        """Why it cannot be taken back any more; empty where it can."""
        if entry.undone_at:
            return _("This was taken back already.")
        if entry.verb in LETTERS:
            return "" if _is_held(entry) else _("This reply has already left.")
        if self.deleted_at and "deleted_at" not in entry.changes:
            return _("This ticket is in the bin. Restore it first.")
        is_empty = not entry.changes and entry.verb != Verb.NOTED
        is_erased = bool(self.erased_at and entry.at < self.erased_at)
        if entry.verb in NEVER or is_empty or is_erased:
            return _("There is nothing in it to take back.")
        if len(self._standing(entry)) == len(entry.changes):
            return ""
        return _("This was changed again since, so it cannot be taken back.")

    @transaction.atomic
    def undo(self, entry: Entry, *, by: Actor, because: str = "") -> Entry:
        """Take it back: old values, and for what was written the text into a draft."""
        ticket = self.locked()
        if not ticket.may_take_back(entry, by):
            raise ActionNotAllowed(_("You may not take this back."), never=True)
        if why := ticket.why_not_undo(entry):
            raise ActionNotAllowed(why)
        if entry.verb in LETTERS:
            ticket._unsend(entry)
        elif entry.verb == Verb.NOTED and entry.agent:
            Draft.objects.take_back(entry, None, entry.agent)
        if entry.kind != EntryKind.EVENT and entry.verb not in QUIET:
            ticket._forget_in_lists(entry)
        changes = ticket.change(**ticket._values_before(entry))
        entry.undone_at = timezone.now()
        entry.save(update_fields=["undone_at"])
        facts: dict[str, Any] = {"entry": entry.pk}
        if because:
            facts |= {"why": because, "author": entry.agent_id}
        return ticket.record(Verb.UNDONE, by=by, changes=changes, particulars=facts)

    def may_take_back(self, entry: Entry, by: Actor) -> bool:
        """Whoever did it, also out of their own sight; else who may change the ticket.

        A colleague's note stays theirs, and so does what they took out of the bin.
        """
        if by.actor_kind == ActorKind.AGENT and entry.agent_id == getattr(by, "pk", 0):
            return True
        if entry.kind == EntryKind.NOTE or entry.verb == Verb.RESTORED:
            return False
        return self.may_alter(by)

    def _standing(self, entry: Entry) -> dict[str, Any]:
        """The old keys of what nobody has changed since."""
        return {
            name: old
            for name, (old, new) in entry.changes.items()
            if key_of(self.value_of(name)) == new
        }

    def _values_before(self, entry: Entry) -> dict[str, Any]:
        """The old values themselves; a state is one of the workflow it goes back to."""
        keys = self._standing(entry)
        workflow = keys.get("workflow", self.workflow.slug)
        try:
            return {
                name: self._value(name, old, workflow) for name, old in keys.items()
            }
        except ObjectDoesNotExist as gone:
            raise ActionNotAllowed(_("This can no longer be taken back.")) from gone

    def _value(self, name: str, key: Any, workflow: str) -> Any:
        if key is None or name.startswith(OF_FIELD):
            return key
        if name == "state":
            return State.objects.get(workflow__slug=workflow, slug=key)
        column: Any = self._meta.get_field(name)
        if column.is_relation:
            model: Any = column.related_model
            if hasattr(model, "noun"):
                return model.objects.living().get(pk=key)
            public = "email" if hasattr(model, "email") else "slug"
            return model.objects.get(**{public: key})
        return column.to_python(key)

    def _unsend(self, entry: Entry) -> None:
        message: Message = entry.message
        is_sent = message.delivery is not None or not _is_held(entry)
        if is_sent and not (message.delivery and message.delivery.cancel()):
            raise ActionNotAllowed(_("This reply has already left."))
        if entry.agent:
            Draft.objects.take_back(entry, message, entry.agent)

    def _forget_in_lists(self, entry: Entry) -> None:
        """Rows show what was said before it."""
        said = (
            Entry.objects.filter(ticket_id=self.pk)
            .exclude(kind=EntryKind.EVENT)
            .exclude(verb__in=QUIET)
            .filter(undone_at=None)
        )
        newest = said.exclude(pk=entry.pk).order_by("-at", "-id").first()
        if newest:
            self._update(self._shown_of(newest))


def _is_held(entry: Entry) -> bool:
    """Whether nobody outside has it yet; a customer's page waits as long as a mail."""
    delivery = entry.message.delivery
    if is_on_page(entry, delivery, entry.message.filed_by):
        wait = timedelta(seconds=settings.UNDO_SEND_SECONDS)
        return entry.at > timezone.now() - wait
    return bool(delivery and delivery.is_held)
