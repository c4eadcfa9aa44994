"""What a ticket can be linked with, offered while one types."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ombud.sales.chips import ICONS, emails_of, owner_of
from ombud.sales.models import KINDS, Record, Thing
from ombud.sales.models.outside import is_another
from ombud.sales.reasons import NAMES
from ombud.sales.searching import SHORTEST, things
from ombud.sales.states import Standing
from ombud.tickets.models import Ticket
from ombud.users.models import User

MOST_TICKETS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the dialog; `value` finds it again."""

    value: str
    icon: str
    kind: str
    number: str
    text: str
    standing: Standing | None = None
    # Whose it is, where that is somebody else.
    warning: str = ""
    glyph: str = ""


def choices(ticket: Ticket, words: str, reader: User) -> list[Choice]:
    """Orders and the like by number, tickets by number and subject."""
    emails = emails_of(ticket)
    found = [_of_thing(thing, ticket, emails) for thing in things(words)]
    return [*found, *_tickets(ticket, words, reader)]


def _of_thing(thing: Thing, ticket: Ticket, emails: list[str]) -> Choice:
    owner = owner_of(thing)
    warning = ""
    if owner is not None and is_another(owner, ticket, emails):
        warning = _("Another customer: %(name)s") % {"name": owner.customer}
    return Choice(
        value_of(thing),
        ICONS[thing.KIND],
        kind_of(thing),
        thing.number,
        text_of(thing),
        getattr(thing, "standing", None),
        warning,
    )


def value_of(thing: Thing) -> str:
    """By its public key."""
    if isinstance(thing, Record):
        return f"record/{thing.type.slug}/{thing.number}"
    return f"{thing.KIND}/{thing.number}"


def kind_of(thing: Thing) -> str:
    """The word for it."""
    return thing.type.label if isinstance(thing, Record) else str(NAMES[thing.KIND])


def text_of(thing: Thing) -> str:
    """Who or what it is, beside its number."""
    owner = owner_of(thing)
    if owner is not None and owner.customer:
        return owner.customer
    told: str = getattr(thing, "name", "") or getattr(thing, "title", "")
    return told


def _tickets(ticket: Ticket, words: str, reader: User) -> Iterator[Choice]:
    words = words.strip().removeprefix("#")
    if len(words) < SHORTEST:
        return
    said = Q(subject__icontains=words)
    if words.isdecimal() and len(words) < 16:
        said |= Q(number=int(words))
    visible = Ticket.objects.visible_to(reader).exclude(pk=ticket.pk)
    found = visible.filter(said).select_related("state").newest_first()
    for other in found[:MOST_TICKETS]:
        yield Choice(
            f"ticket/{other.number}",
            "ticket",
            _("Ticket"),
            f"#{other.number}",
            other.subject or _("No subject"),
            glyph=other.state.glyph,
        )


def chosen_thing(value: str) -> Thing | None:
    """What a page has offered."""
    kind, _slash, number = value.partition("/")
    if kind not in KINDS or not number:
        return None
    if kind == "shipment":
        found: Any = KINDS[kind]._default_manager.filter(tracking=number)
        return found.select_related("order").first()  # type: ignore[no-any-return]
    rows: Any = KINDS[kind]._default_manager.all()
    if kind == "record":
        slug, _slash, number = number.partition("/")
        rows = rows.filter(type__slug=slug).select_related("type")
    thing: Thing | None = rows.filter(number=number).first()
    return thing
