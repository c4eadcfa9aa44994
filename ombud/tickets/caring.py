"""What time brings: ownerless, forgotten and absent people's tickets change hands."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from ombud.core.actor import Machine
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.tickets.models.concerns.assignable import may_own
from ombud.users.models import Absence, Helpdesk, Team, User
from ombud.users.permissions import Permission
from ombud.users.presence import Crew
from ombud.workflows.models import State, StateKind

BATCH = 50
CLOCK = Machine("Ombud")
Act = Callable[[Ticket], bool]


def give_ownerless(helpdesk: Helpdesk | None = None) -> int:
    """What has had no owner for too long goes to the general helpdesk."""
    desk = helpdesk or Helpdesk.current()
    owner = (
        Crew.of([desk.owner_id]).stand_in_for(desk.owner_id) if desk.owner_id else None
    )
    if not (owner and desk.ownerless_hours):
        return 0
    found = _idle_for(desk.ownerless_hours).filter(assignee=None)
    if not (_works_everywhere(owner) or _may_own_in(desk.team, owner)):
        found = found.filter(team__in=owner.team_ids)
    return in_batches(found, partial(_give, desk=desk, owner=owner))


def release_idle(helpdesk: Helpdesk | None = None) -> int:
    """What its owner has not touched for too long waits in its team again.

    The general helpdesk's own stay: there is nobody behind it.
    """
    desk = helpdesk or Helpdesk.current()
    hours = desk.take_back_hours
    if not hours:
        return 0
    awake = State.objects.filter(kind__in=[StateKind.NEW, StateKind.OPEN]).order_by()
    found = _idle_for(hours).filter(
        assignee__isnull=False, state__in=awake.values("pk")
    )
    found = found.exclude(assignee=desk.owner_id) if desk.owner_id else found
    return in_batches(found, lambda ticket: bool(ticket.release(by=CLOCK, hours=hours)))


def hand_over_absent() -> int:
    """On the first day of an absence its tickets go to whoever stands in."""
    due = Absence.objects.filter(hands_over=True, handed_over_at=None)
    return sum(
        _hand_over(absence)
        for absence in due.running()
        if absence.substitute_id is not None
    )


def in_batches(tickets: TicketQuerySet, act: Act) -> int:
    """Each of them once, in short transactions; what others hold is theirs."""
    done, seen = 0, list[int]()
    while True:
        with transaction.atomic():
            free = tickets.exclude(pk__in=seen)
            free = free.select_related("state", "assignee", "team", "workflow")
            held = free.select_for_update(of=("self",), skip_locked=True)
            found = list(held.order_by("idle_since")[:BATCH])
            done += sum(act(ticket) for ticket in found)
        seen += [ticket.pk for ticket in found]
        if len(found) < BATCH:
            return done


def _idle_for(hours: int) -> TicketQuerySet:
    """Unfinished tickets that have waited for so long; along the index ticket_idle."""
    limit = timezone.now() - timedelta(hours=hours)
    return Ticket.objects.unfinished().filter(idle_since__lt=limit)


def _give(ticket: Ticket, *, desk: Helpdesk, owner: User) -> bool:
    hours = desk.ownerless_hours or 0
    for team in _places(ticket, desk):
        if may_own(owner, team, ticket.workflow):
            ticket.give_to_helpdesk(owner, by=CLOCK, hours=hours, team=team)
            return True
    return False


def _places(ticket: Ticket, desk: Helpdesk) -> Iterable[Team]:
    return [ticket.team, *([desk.team] if desk.team else [])]


def _works_everywhere(owner: User) -> bool:
    return owner.may(Permission.SEE_ALL_TICKETS)


def _may_own_in(team: Team | None, owner: User) -> bool:
    return team is not None and may_own(owner, team)


def _hand_over(absence: Absence) -> int:
    crew = Crew.of([absence.user_id])
    stand_in = crew.stand_in_for(absence.user_id)
    if stand_in is None or stand_in.pk == absence.user_id:
        return 0

    def give(ticket: Ticket) -> bool:
        if not may_own(stand_in, ticket.team, ticket.workflow):
            return False
        ticket.hand_over(absence, to=stand_in, by=CLOCK)
        return True

    count = in_batches(Ticket.objects.assigned_to(absence.user), give)
    absence.note_hand_over()
    return count
