"""Tickets become one, and each of them is as it was when that is taken back."""

from collections.abc import Sequence
from typing import Any, Self, cast

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.actor import Actor
from ombud.core.statements import ask
from ombud.tickets.models import merging
from ombud.tickets.models.base import OF_FIELD, TicketBase
from ombud.tickets.models.concerns.receivable import ASLEEP
from ombud.tickets.models.concerns.retypable import Retypable
from ombud.tickets.models.concerns.undoable import Undoable
from ombud.tickets.models.entry import Entry, Verb
from ombud.tickets.models.link import CHILD, TicketLink
from ombud.tickets.tags import MOST_TAGS
from ombud.workflows.models import Action, ActionNotAllowed, StateKind

# One merge at a time: two that cross would wait for each other for ever.
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('ombud.merges', 2))"
# What moves entries from ticket to ticket.
REGROUPED = {Verb.MERGED, Verb.SPLIT}
# Of so many tickets one can still see what becomes of them.
MOST = 50


class Mergeable(Retypable, Undoable):
    """Tickets become one; their entries know where they go back to."""

    class Meta:
        abstract = True

    @property
    def is_merged(self) -> bool:
        """Whether another ticket shows all of it."""
        return self.merged_into_id is not None

    @property
    def standing(self) -> Self:
        """The ticket that shows it: the one it was merged into, else itself."""
        return cast("Self", self.merged_into or self)

    def check_action(self, action: Action, *, by: Actor) -> None:
        """What was merged is worked on where it stands now."""
        if self.merged_into:
            raise ActionNotAllowed(
                _("This ticket was merged into #%(number)s. Go on there.")
                % {"number": self.merged_into.number}
            )
        super().check_action(action, by=by)

    def may_alter(self, by: Actor) -> bool:
        """Nobody changes what another ticket shows."""
        return not self.is_merged and super().may_alter(by)

    def why_not_take_in(self, others: Sequence[Self], *, by: Actor) -> str:
        """Why those cannot be merged into this one; empty where they can."""
        try:
            _check(self, others, by)
        except ActionNotAllowed as no:
            return str(no)
        return ""

    def merge_into(self, main: Self, *, by: Actor) -> Entry:
        """All of it stands on that one from now on."""
        return main.take_in([self], by=by)

    @transaction.atomic
    def take_in(self, others: Sequence[Self], *, by: Actor) -> Entry:
        """Show all of those here too: one timeline, and their numbers lead here.

        The cost grows with no ticket. The entry keeps what the way back needs.
        """
        ask(ALONE)
        main, gone = self._held_with(others)
        _check(main, gone, by)
        changes = main.change(**main._gained(gone))
        facts = {
            "numbers": [one.number for one in gone],
            "tickets": [one.pk for one in gone],
            "along": merging.bring(main, gone),
            "carried": merging.carry(main, gone),
        }
        main._update(merging.newest_columns([main, *gone]))
        entry = main.record(Verb.MERGED, by=by, changes=changes, particulars=facts)
        for one in gone:
            one.announce()
        return entry

    @transaction.atomic
    def undo(self, entry: Entry, *, by: Actor, because: str = "") -> Entry:
        """Also a merge, at any time: what has come since goes where it belongs."""
        if entry.verb not in REGROUPED:
            return super().undo(entry, by=by, because=because)
        ask(ALONE)
        main = self.locked()
        entry = Entry.objects.get(pk=entry.pk)
        if not main.may_take_back(entry, by):
            raise ActionNotAllowed(_("You may not take this back."), never=True)
        if why := main.why_not_undo(entry):
            raise ActionNotAllowed(why)
        main._regroup(entry, by)
        changes = {} if entry.home_id else main.change(**main._values_before(entry))
        entry.undone_at = timezone.now()
        entry.save(update_fields=["undone_at"])
        return main.record(
            Verb.UNDONE, by=by, changes=changes, particulars={"entry": entry.pk}
        )

    def why_not_undo(self, entry: Entry) -> str:
        """A merge at any time; what has come along only where it belongs."""
        if entry.verb == Verb.MERGED:
            return self._why_not_regroup(entry)
        if entry.home_id and entry.changes and not entry.undone_at:
            return _("This was changed before the tickets were merged.")
        return super().why_not_undo(entry)

    def _why_not_regroup(self, entry: Entry) -> str:
        if entry.undone_at:
            return _("This was taken back already.")
        if self.deleted_at:
            return _("This ticket is in the bin. Restore it first.")
        if self.erased_at and entry.at < self.erased_at:
            return _("There is nothing in it to take back.")
        return ""

    def _held_with(self, others: Sequence[Self]) -> tuple[Self, list[Self]]:
        """All of them as they are now, held; one statement."""
        manager: models.Manager[Any] = type(self)._default_manager
        rows = manager.select_for_update(of=("self",))
        rows = rows.select_related("state", "workflow", "team", "merged_into")
        found = {
            row.pk: row
            for row in rows.filter(
                pk__in=[self.pk, *(one.pk for one in others)]
            ).order_by("pk")
        }
        gone = [found[one.pk] for one in others if one.pk in found]
        return found[self.pk], list(dict.fromkeys(gone))

    def _gained(self, gone: Sequence[TicketBase]) -> dict[str, Any]:
        """What this one has not, and they have; and awake, where one of them is."""
        tags = dict.fromkeys([*self.tags, *(tag for one in gone for tag in one.tags)])
        found: dict[str, Any] = {"tags": list(tags)[:MOST_TAGS]}
        for one in gone:
            for slug, value in one.fields.items():
                if self.fields.get(slug) in (None, ""):
                    found.setdefault(f"{OF_FIELD}{slug}", value)
        if self.state.kind in ASLEEP and any(one.is_open for one in gone):
            awake = self.state_of_kind(StateKind.OPEN)
            found |= {"state": awake} if awake and not self.state.stays else {}
        return found

    def _regroup(self, entry: Entry, by: Actor) -> None:
        """Each entry goes back, and answers go with what they answer."""
        facts = entry.particulars
        back = merging.send_back(self, entry)
        merging.give_back(entry.home_id or self.pk, self, facts.get("carried", {}))
        for one in back:
            if one.pk in facts["tickets"]:
                one.record(Verb.PARTED, by=by, particulars={"number": self.number})
        self._update(merging.said_columns(self))


def _check(main: Mergeable, gone: Sequence[Mergeable], by: Actor) -> None:
    """Why these cannot become one, in a sentence."""
    if not gone or len(gone) > MOST:
        raise ActionNotAllowed(
            _("Choose between one and %(most)s tickets to merge.") % {"most": MOST}
        )
    if main in gone:
        raise ActionNotAllowed(
            _("A ticket cannot be merged into itself. Choose another one.")
        )
    for one in (main, *gone):
        _check_one(one, by)
    children = TicketLink.objects.filter(
        ticket__in=[one.pk for one in gone], other=main.pk, kind=CHILD
    )
    if children.exists():
        raise ActionNotAllowed(
            _(
                "#%(number)s is a child of the ticket that you want to merge. "
                "Merge the child into its parent instead."
            )
            % {"number": main.number}
        )


def _check_one(one: Mergeable, by: Actor) -> None:
    if one.merged_into:
        raise ActionNotAllowed(
            _("#%(number)s was merged into #%(main)s already. Look there first.")
            % {"number": one.number, "main": one.merged_into.number}
        )
    if one.is_deleted:
        raise ActionNotAllowed(
            _("#%(number)s is in the bin. Restore it first.") % {"number": one.number}
        )
    if not one.may_alter(by):
        raise ActionNotAllowed(
            _("You may not change #%(number)s, so it cannot be merged.")
            % {"number": one.number},
            never=True,
        )
