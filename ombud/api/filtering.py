"""Which tickets a list holds."""

from ombud.api.auth import ApiRequest
from ombud.api.finding import agent_of, category_of, team_of
from ombud.api.schemas.tickets import TicketFilter
from ombud.customers.models import Contact
from ombud.tickets.models import Ticket, TicketQuerySet
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
    if wish.tag:
        tickets = tickets.filter(tags__contains=[wish.tag])
    return _by_words(_by_state(_by_agent(tickets, request, wish), wish), wish.q)


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


def _by_words(tickets: TicketQuerySet, words: str) -> TicketQuerySet:
    plain = words.strip().removeprefix("#")
    if plain.isdecimal() and len(plain) < 19:
        return tickets.filter(number=int(plain))
    return tickets.filter(subject__icontains=plain) if plain else tickets
