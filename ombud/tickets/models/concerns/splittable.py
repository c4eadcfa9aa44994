"""What is another matter becomes a ticket of its own, and comes back if it was not."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.core.actor import Actor, Requester
from ombud.customers.matching import Match
from ombud.customers.matching import match as match_customer
from ombud.tickets.models import splitting
from ombud.tickets.models.concerns.mergeable import Mergeable
from ombud.tickets.models.concerns.openable import Openable, check_teams
from ombud.tickets.models.entry import Direction, Entry, EntryKind, Verb
from ombud.tickets.models.link import RELATED, TicketLink
from ombud.tickets.models.merging import said_columns
from ombud.workflows.models import ActionNotAllowed

if TYPE_CHECKING:
    from ombud.users.models import Team, User
    from ombud.workflows.models import Workflow


class Splittable(Openable, Mergeable):
    """Messages and notes of one ticket begin another one."""

    class Meta:
        abstract = True

    @transaction.atomic
    def split(
        self,
        entries: Sequence[int],
        *,
        by: "User",
        move: bool = True,
        subject: str = "",
        team: "Team | None" = None,
        workflow: "Workflow | None" = None,
    ) -> Self:
        """A new ticket with those of its entries, moved or copied; both tell of it."""
        old = self.locked()
        if not old.may_alter(by):
            raise ActionNotAllowed(old.why_not_alter(by), never=True)
        chosen = old._chosen(entries, move=move)
        check_teams(team or old.team, by, None)
        new = type(self).begin(
            subject=subject or old.subject,
            team=team or old.team,
            workflow=workflow or old.workflow,
            **old._whose(chosen),
        )
        new.note_owner()
        facts = (
            splitting.move(chosen, old, new) if move else splitting.copy(chosen, new)
        )
        new._update(said_columns(new))
        if move:
            old._update(said_columns(old))
        new.record(Verb.SPLIT, by=by, particulars={"number": old.number, "from": True})
        TicketLink.objects.bulk_create(
            TicketLink(ticket_id=one.pk, other_id=two.pk, kind=RELATED)
            for one, two in ((old, new), (new, old))
        )
        about = {"number": new.number, "ticket": new.pk, **facts}
        old.record(Verb.SPLIT, by=by, particulars=about)
        return new

    def why_not_undo(self, entry: Entry) -> str:
        """What has come from elsewhere was changed there."""
        if entry.verb == Verb.SPLIT:
            return self._why_not_regroup(entry)
        if splitting.FROM in entry.particulars and entry.changes:
            return _("This was changed on the ticket that it was split from.")
        return super().why_not_undo(entry)

    def _why_not_regroup(self, entry: Entry) -> str:
        if entry.particulars.get("from"):
            return _("This is taken back on the ticket that it was split from.")
        return super()._why_not_regroup(entry)

    def _regroup(self, entry: Entry, by: Actor) -> None:
        """A split too: its entries come back, and the new ticket goes to the bin."""
        if entry.verb != Verb.SPLIT:
            return super()._regroup(entry, by)
        facts = entry.particulars
        manager: models.Manager[Any] = type(self)._default_manager
        new = manager.filter(pk=facts["ticket"]).first()
        if new is None:
            raise ActionNotAllowed(_("This can no longer be taken back."))
        new = new.locked()
        _check_new(new, facts)
        splitting.take_back(self, entry)
        both = [self.pk, entry.home_id or self.pk]
        for one, two in (("ticket", "other"), ("other", "ticket")):
            ends = {f"{one}__in": both, two: new.pk, "kind": RELATED}
            TicketLink.objects.filter(**ends).delete()
        if not new.is_deleted:
            new.delete_to_bin(by=by)
        self._update(said_columns(self))
        return None

    def _chosen(self, entries: Sequence[int], *, move: bool) -> list[Entry]:
        """Those of its entries that say something, the oldest first."""
        said = Entry.objects.filter(ticket=self.pk, undone_at=None)
        said = said.exclude(kind=EntryKind.EVENT)
        rows = said.filter(pk__in=entries).select_related("message__delivery")
        chosen = list(rows.order_by("at", "pk"))
        if not chosen:
            raise ActionNotAllowed(_("Choose a message or a note to split off."))
        if not move:
            return chosen
        if said.count() == len(chosen):
            raise ActionNotAllowed(
                _("Nothing would be left on #%(number)s. Leave a message there.")
                % {"number": self.number}
            )
        if any(_waits(entry) for entry in chosen):
            raise ActionNotAllowed(
                _("A reply among them has not left yet. Wait until it has.")
            )
        return chosen

    def _whose(self, chosen: Sequence[Entry]) -> dict[str, Any]:
        """As the ticket it comes from, but of whoever wrote the first of them."""
        columns: dict[str, Any] = {
            "channel": self.channel,
            "origin": self.origin,
            "language": self.language,
            "priority": self.priority,
            "created_at": timezone.now(),
        }
        came = (one for one in chosen if one.direction == Direction.IN)
        first = next((one for one in came if hasattr(one, "message")), None)
        wrote = first.message if first else None
        address = wrote.from_address if wrote else ""
        if wrote and address.lower() not in {"", self.requester_email.lower()}:
            who = Requester(wrote.from_name, address)
            return columns | {
                "match": match_customer(address=address),
                "requester": who,
            }
        return columns | {
            "match": Match(self.contact, self.organisation, self.matched_by),
            "requester": Requester(self.requester_name, self.requester_email),
            "requester_phone": self.requester_phone,
            "not_stored": self.not_stored,
        }


def _waits(entry: Entry) -> bool:
    message = getattr(entry, "message", None)
    return bool(message and message.delivery and message.delivery.is_held)


def _check_new(new: Splittable, facts: dict[str, Any]) -> None:
    """What has gone on since is not thrown away."""
    number = {"number": new.number}
    if new.is_merged:
        raise ActionNotAllowed(
            _("#%(number)s was merged since. Take that back first.") % number
        )
    own = {pk for pk, _home in facts.get("moved", ())} | set(facts.get("copies", ()))
    said = Entry.objects.filter(ticket=new.pk, undone_at=None)
    if said.exclude(kind=EntryKind.EVENT).exclude(pk__in=own).exists():
        raise ActionNotAllowed(
            _("#%(number)s has gone on since. Merge it into this ticket instead.")
            % number
        )
