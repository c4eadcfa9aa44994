"""Links of a ticket to orders and the like, as calls make and read them."""

from django.utils.translation import gettext as _

from ombud.api.errors import wrong
from ombud.api.schemas.tickets import LinkOut
from ombud.sales.chips import Chip, chips_of, linked
from ombud.sales.choosing import chosen_thing, text_of
from ombud.sales.models import KINDS, Link, LinkState, Order, Reason, Thing
from ombud.tickets.models import Ticket, TicketQuerySet
from ombud.users.models import User
from ombud.users.permissions import Permission


def thing_of(kind: str, number: str) -> Thing:
    """By kind and number; other kinds are record types, by their slug."""
    place = f"{kind}/{number}" if kind in KINDS else f"record/{kind}/{number}"
    thing = chosen_thing(place)
    if thing is None:
        raise wrong("number", _("There is nothing of this kind with this number."))
    return thing


def order_of(number: str | None, reader: User) -> Order | None:
    """The order of that number; None for none."""
    if not number:
        return None
    order: Order | None = Order.objects.filter(number=number).first()
    if order is None or not reader.may(Permission.SEE_ORDERS):
        raise wrong("order", _("There is no order “%(number)s”.") % {"number": number})
    return order


def link_order(ticket: Ticket, order: Order | None, *, by: User) -> None:
    """A new ticket is about that order."""
    if order is not None:
        Link.objects.link(ticket, order, by=by, why=Reason.OPENED)


def about_order(tickets: TicketQuerySet, number: str, reader: User) -> TicketQuerySet:
    """Those linked with that order."""
    order = order_of(number, reader)
    links = Link.objects.filter(order=order, state=LinkState.LINKED)
    return tickets.filter(pk__in=links.values("ticket"))


def sales_links(ticket: Ticket, reader: User) -> list[LinkOut]:
    """What stands, not what is only suggested."""
    return [_shown(chip) for chip in linked(chips_of(ticket, reader))]


def show_thing(link: Link) -> LinkOut:
    """A link that was just made."""
    return _shown(Chip(link, is_another=False))


def _shown(chip: Chip) -> LinkOut:
    record = chip.link.record
    return LinkOut(
        kind=record.type.slug if record else chip.link.kind,
        number=chip.thing.number,
        subject=text_of(chip.thing),
        state=chip.standing.slug if chip.standing else None,
        reason=chip.link.why,
        sureness=chip.link.sureness,
    )
