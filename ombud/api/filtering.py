"""Which tickets a list holds."""

from django.utils.translation import gettext as _

from ombud.api.auth import ApiRequest
from ombud.api.errors import wrong
from ombud.api.finding import agent_of, category_of, team_of, type_of
from ombud.api.linking import about_order
from ombud.api.schemas.tickets import TicketFilter
from ombud.customers.models import Contact
from ombud.tickets.filters import OF_FIELD, Conditions
from ombud.tickets.models import KnownTags, Ticket, TicketQuerySet
from ombud.workflows.known import KnownFields
from ombud.workflows.models import Category, State
from ombud.workflows.models.state import UNFINISHED


def filtered(request: ApiRequest, wish: TicketFilter) -> TicketQuerySet:
    """What this reader may see, and of that what the call asks for."""
    tickets = Ticket.objects.visible_to(request.auth)
    if wish.requester:
        contact = Contact.objects.with_address(wish.requester)
        tickets = tickets.of_person(contact, wish.requester)
    if wish.team:
        tickets = tickets.filter(team=team_of(wish.team))
    if category := category_of(wish.category):
        tickets = tickets.filter(category__in=Category.objects.below(category.slug))
    if wish.order:
        tickets = about_order(tickets, wish.order, request.auth)
    if wish.tag:
        tag = KnownTags.read().resolve([wish.tag])
        tickets = tickets.filter(tags__contains=tag)
    if found := type_of(wish.type):
        tickets = tickets.filter(workflow=found)
    if wish.priority:
        tickets = tickets.filter(priority=wish.priority)
    tickets = _by_state(_by_agent(tickets, request, wish), wish)
    tickets = _by_fields(tickets, request)
    return Conditions().typed(wish.q).apply(tickets, request.auth)


def _by_agent(
    tickets: TicketQuerySet, request: ApiRequest, wish: TicketFilter
) -> TicketQuerySet:
    match wish.assignee:
        case "":
            return tickets
        case "none":
            return tickets.filter(assignee=None)
        case "me":
            return tickets.filter(assignee=request.auth)
    return tickets.filter(assignee=agent_of(wish.assignee, "assignee"))


def _by_state(tickets: TicketQuerySet, wish: TicketFilter) -> TicketQuerySet:
    """By ids of states, so that the index of states or of open tickets is used."""
    states = State.objects.all()
    if wish.state:
        states = states.filter(slug=wish.state)
    if wish.kind:
        states = states.filter(kind=wish.kind)
    if not (wish.state or wish.kind):
        return tickets
    found = list(states)
    if found and all(state.kind in UNFINISHED for state in found):
        tickets = tickets.unfinished()
    return tickets.filter(state__in=found)


def _by_fields(tickets: TicketQuerySet, request: ApiRequest) -> TicketQuerySet:
    """`field.reason=broken`, once for each custom field."""
    given = [
        (name.removeprefix(OF_FIELD), str(value))
        for name, value in request.GET.items()
        if name.startswith(OF_FIELD)
    ]
    known = KnownFields.read().by_slug if given else {}
    for slug, _value in given:
        if slug not in known:
            sentence = _("There is no field “%(name)s” here.") % {"name": slug[:60]}
            raise wrong(f"{OF_FIELD}{slug}"[:80], sentence)
    return Conditions(custom=tuple(given)).apply(tickets, request.auth)
