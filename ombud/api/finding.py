"""From public keys to rows; what the reader may not see does not exist."""

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from ombud.api.auth import ApiRequest
from ombud.api.errors import wrong
from ombud.tickets.models import Entry, Ticket, TicketQuerySet
from ombud.users.models import Team, User
from ombud.workflows.landing import type_in_use
from ombud.workflows.models import ActionNotAllowed, Category, State, Workflow


def ticket_at(request: ApiRequest, number: int) -> Ticket:
    """The ticket of that number, with all that its verbs and checks look at.

    The number of a merged one leads to the ticket that shows it.
    """
    return _ticket(Ticket.objects.visible_to(request.auth), number)


def merged_at(request: ApiRequest, number: int) -> Ticket | None:
    """The ticket of just that number, where another one shows it that they may see."""
    visible = Ticket.objects.visible_to(request.auth).values("pk")
    merged = Ticket.objects.filter(number=number, merged_into__in=visible)
    found: Ticket | None = merged.first()
    return found


def tickets_at(request: ApiRequest, numbers: list[int], field: str) -> list[Ticket]:
    """Those of these numbers, merged or not, in their order; all have to be seen."""
    visible = Ticket.objects.visible_to(request.auth).values("pk")
    rows = Ticket.objects.filter(Q(pk__in=visible) | Q(merged_into__in=visible))
    found = {one.number: one for one in rows.filter(number__in=numbers).for_page()}
    for number in numbers:
        if number not in found:
            raise wrong(field, _("You see no ticket #%(number)s.") % {"number": number})
    return [found[number] for number in dict.fromkeys(numbers)]


def known_ticket_at(request: ApiRequest, number: int) -> Ticket:
    """The same, be it in the bin."""
    return _ticket(Ticket.objects.known_to(request.auth), number)


def _ticket(tickets: TicketQuerySet, number: int) -> Ticket:
    ticket: Ticket | None = tickets.for_page().numbered(number).first()
    if ticket is None:
        raise Http404
    return ticket


def entry_at(request: ApiRequest, pk: int) -> Entry:
    """The entry of that id, on a ticket that this reader may see, be it in the bin."""
    known = Ticket.objects.known_to(request.auth).values("pk")
    entry = (
        Entry.objects.filter(pk=pk, ticket__in=known)
        .select_related("ticket", "agent", "message__delivery")
        .defer("message__delivery__raw")
        .first()
    )
    if entry is None:
        raise Http404
    return entry


def team_of(slug: str | None) -> Team | None:
    """The team of that slug; None for none."""
    if not slug:
        return None
    team = Team.objects.filter(slug=slug).first()
    if team is None:
        raise wrong("team", _("There is no team “%(slug)s”.") % {"slug": slug})
    return team


def category_of(slug: str | None) -> Category | None:
    """The category of that slug; None for none."""
    if not slug:
        return None
    category = Category.objects.with_slug(slug)
    if category is None:
        raise wrong("category", _("There is no category “%(slug)s”.") % {"slug": slug})
    return category


def type_of(slug: str | None) -> Workflow | None:
    """The workflow of that slug; None for none."""
    if not slug:
        return None
    workflow = Workflow.objects.filter(slug=slug).first()
    if workflow is None:
        raise wrong("type", _("There is no type “%(slug)s”.") % {"slug": slug})
    return workflow


def usable_type(slug: str | None, by: User) -> Workflow | None:
    """The type of that slug, if this agent may open tickets of it; None for none."""
    workflow = type_of(slug)
    if workflow is None:
        return None
    try:
        return type_in_use(workflow.slug, by)
    except ActionNotAllowed as no:
        if no.never:
            raise
        raise wrong("type", str(no)) from no


def agent_of(email: str | None, field: str) -> User | None:
    """The agent of that address; None for none."""
    if not email:
        return None
    user = User.objects.agents().filter(email=email.lower()).first()
    if user is None:
        raise wrong(field, _("No agent has the address %(email)s.") % {"email": email})
    return user


def state_of(ticket: Ticket, slug: str | None) -> State | None:
    """The state of that slug in the ticket's workflow; None for none."""
    if not slug:
        return None
    state = State.objects.filter(workflow=ticket.workflow_id, slug=slug).first()
    if state is None:
        raise wrong("state", _("There is no state “%(slug)s”.") % {"slug": slug})
    return state
