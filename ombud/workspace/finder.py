"""What the palette finds: a ticket by number, tickets by words, places to go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ombud.core.addresses import address
from ombud.core.navigation import Navigation
from ombud.customers.kinds import KINDS
from ombud.customers.models import ContactAddress
from ombud.lib.numbers import key_of
from ombud.sales.chips import ICONS
from ombud.sales.choosing import kind_of, text_of
from ombud.sales.models import Order
from ombud.sales.searching import things
from ombud.tickets.answering import best_for, language_of
from ombud.tickets.lists import LISTS
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.tickets.retyping import may_retype
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.known import known_types

MOST = 8
MOST_CUSTOMERS = 4
MOST_TEMPLATES = 5
SHORTEST = 2
ON_TICKET = re.compile(r"/tickets/(\d{1,15})/")
NUMBER = re.compile(r"#?\s*(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette."""

    label: str
    url: str
    icon: str = ""
    hint: str = ""
    glyph: str = ""
    # A dialog beside the ticket on the page, where the address is none of its own.
    is_dialog: bool = False
    # The key of a template that the composer on the page takes in.
    insert: str = ""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Lines under a heading."""

    title: str
    hits: list[Hit]


def find(request: HttpRequest, words: str, reader: User) -> list[HitGroup]:
    """Groups with something in them; “>” asks for places alone."""
    places_only = words.startswith(">")
    words = " ".join(words.removeprefix(">").split())[:100]
    groups = [HitGroup(_("Go to"), _places(request, words))]
    here = [*_here(request, words, reader), *_templates(request, words, reader)]
    groups.append(HitGroup(_("This ticket"), here))
    if not places_only:
        groups.insert(0, HitGroup(_("Tickets"), _tickets(words, reader)))
        groups.insert(0, HitGroup(_("Sales"), list(_sales(words, reader))))
        groups.insert(1, HitGroup(_("Customers"), _customers(words, reader)))
    return [group for group in groups if group.hits]


def matching_tickets(words: str, reader: User) -> list[Ticket]:
    """By number, exactly and first; then by words and addresses, the newest first."""
    visible = Ticket.objects.visible_to(reader).select_related("state")
    visible = visible.only(
        "number", "subject", "requester_name", "requester_email", "state__kind"
    )
    found: list[Ticket] = []
    if match := NUMBER.fullmatch(words):
        found += visible.numbered(int(match[1]))
    if len(words) >= SHORTEST or not words:
        known = {ticket.pk for ticket in found}
        more = _matching(visible, words).newest_first()[:MOST]
        found += [ticket for ticket in more if ticket.pk not in known]
    return found[:MOST]


def _tickets(words: str, reader: User) -> list[Hit]:
    return [
        Hit(
            ticket.subject or _("No subject"),
            ticket.get_absolute_url(),
            hint=f"#{ticket.number} · {ticket.requester}",
            glyph=ticket.state.glyph,
        )
        for ticket in matching_tickets(words, reader)
    ]


def _sales(words: str, reader: User) -> Iterator[Hit]:
    """Orders and the like by number; a new problem with the one whose whole number was
    typed comes first: whoever types it while somebody is on the phone presses Enter."""
    if not reader.may(Permission.SEE_ORDERS):
        return
    found = list(islice(things(words), MOST))
    orders = [thing for thing in found if isinstance(thing, Order)]
    whole = next((one for one in orders if one.key == key_of(words)), None)
    meant = whole or (orders[0] if len(orders) == 1 else None)
    problem = [_problem(meant)] if meant and reader.may(Permission.WORK_TICKETS) else []
    yield from problem if whole else []
    for thing in found:
        label = f"{kind_of(thing)} {thing.number}"
        yield Hit(label, thing.get_absolute_url(), ICONS[thing.KIND], text_of(thing))
        if thing is meant and not whole:
            yield from problem


def _problem(order: Order) -> Hit:
    label = _("New problem with %(number)s") % {"number": order.number}
    url = f"{address('ticket-new')}?{urlencode({'order': order.number})}"
    return Hit(label, url, "plus", text_of(order))


def _customers(words: str, reader: User) -> list[Hit]:
    """People, then companies, for those who may see the directory."""
    if len(words) < SHORTEST or not reader.may(Permission.SEE_CUSTOMERS):
        return []
    return [
        Hit(one.name, one.get_absolute_url(), kind.icon, hint=kind.hint(one))
        for kind in KINDS.values()
        for one in kind.found(words, reader)[:MOST_CUSTOMERS]
    ]


def _matching(tickets: TicketQuerySet, words: str) -> TicketQuerySet:
    if "@" in words and " " not in words:
        return tickets.filter(_of_address(words))
    for word in words.split():
        tickets = tickets.filter(
            Q(subject__icontains=word)
            | Q(requester_name__icontains=word)
            | Q(requester_email__icontains=word)
        )
    return tickets


def _of_address(address: str) -> Q:
    contacts = ContactAddress.objects.filter(address__istartswith=address)
    return Q(requester_email__istartswith=address) | Q(
        contact__in=contacts.values("contact")
    )


def ticket_on_page(request: HttpRequest) -> int:
    """The number of the ticket that the reader has before them; 0 for none."""
    htmx: Any = getattr(request, "htmx", None)
    path = urlsplit((htmx and htmx.current_url) or "").path
    on_page = ON_TICKET.fullmatch(path)
    return int(on_page[1]) if on_page else 0


def _here(request: HttpRequest, words: str, reader: User) -> list[Hit]:
    """What can be done with the ticket on the page: one query, where words fit."""
    wanted = words.casefold().split()
    types = [one for one in known_types() if one.is_active]
    type_line, merge_line = _("Change type…"), _("Merge with another ticket…")
    lines = {merge_line: ("merge", "ticket-merges", "")}
    lines[_("Split messages off…")] = ("split", "ticket-splits", "")
    lines[_("Link with another ticket…")] = ("link", "ticket-relations", "")
    lines[type_line] = ("workflow", "ticket-type", "")
    for one in types:
        lines[f"{type_line} {one.label}"] = ("workflow", "ticket-type", one.slug)
    fitting = {
        line: way
        for line, way in lines.items()
        if all(word in line.casefold() for word in wanted) and (way[2] == "" or wanted)
    }
    ticket = _on_page(request, reader) if fitting else None
    if ticket is None or not ticket.may_alter(reader):
        return []
    retypes = may_retype(ticket, reader)
    return [
        Hit(line, _dialog_url(name, ticket, slug), icon, is_dialog=True)
        for line, (icon, name, slug) in fitting.items()
        if name != "ticket-type" or (retypes and slug != ticket.workflow.slug)
    ][:MOST]


def _dialog_url(name: str, ticket: Ticket, slug: str) -> str:
    url = address(name, ticket.number)
    return f"{url}?type={slug}" if slug else url


def _templates(request: HttpRequest, words: str, reader: User) -> list[Hit]:
    """What may be inserted on the ticket on the page."""
    ticket = _on_page(request, reader) if len(words) >= SHORTEST else None
    if ticket is None or not ticket.may_act(reader):
        return []
    found = best_for(ticket, reader, language_of(ticket)).matching(words)
    url = f"{ticket.get_absolute_url()}?write=reply#composer"
    hint = _("Insert")
    return [
        Hit(one.name, url, "layout-template", hint, insert=one.slug)
        for one in found[:MOST_TEMPLATES]
    ]


def _on_page(request: HttpRequest, reader: User) -> Ticket | None:
    """The ticket that the palette was opened on."""
    number = ticket_on_page(request)
    if not number:
        return None
    visible = Ticket.objects.visible_to(reader)
    visible = visible.select_related("state", "workflow", "contact")
    return visible.filter(number=number).first()


def _places(request: HttpRequest, words: str) -> list[Hit]:
    wanted = words.casefold()
    return [
        place
        for place in _all_places(request)
        if all(word in place.label.casefold() for word in wanted.split())
    ][: MOST if wanted else 20]


def _all_places(request: HttpRequest) -> Iterator[Hit]:
    views = pgettext("part of the palette", "Views")
    for each in LISTS:
        yield Hit(str(each.label), f"/inbox/{each.slug}/", each.icon, views)
    navigation = Navigation(request)
    more = [link for _title, links in navigation.more for link in links]
    everywhere = (navigation.create, navigation.main, more, navigation.me)
    for link in chain(*everywhere, navigation.foot):
        yield Hit(str(link.entry.label), link.url, link.entry.icon)
    for group, links in navigation.settings:
        for link in links:
            hint = f"{_('Settings')} · {group}"
            yield Hit(str(link.entry.label), link.url, link.entry.icon, hint)
