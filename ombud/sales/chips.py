"""What a ticket has to do with orders and the like, as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ombud.core.prepared import Prepared
from ombud.sales.models import Link, Order, Reason, Thing
from ombud.sales.models.link import LinkQuerySet
from ombud.sales.models.outside import OfCustomer, is_another
from ombud.sales.reasons import NAMES, sentence, sureness
from ombud.sales.states import Standing
from ombud.tickets.models import Ticket
from ombud.users.models import User
from ombud.users.permissions import Permission

ICONS = {
    "order": "package",
    "invoice": "receipt",
    "item": "coffee",
    "shipment": "truck",
    "record": "file-text",
}
KEPT = "_sales_chips"


@dataclass(frozen=True, slots=True)
class Chip:
    """One link, with the state of what it leads to as it is now."""

    link: Link
    # Known to be a customer's who is not the ticket's.
    is_another: bool

    @property
    def thing(self) -> Thing:
        """What it leads to."""
        return self.link.thing

    @property
    def kind(self) -> str:
        """The word for it."""
        if self.link.kind == "record" and self.link.record:
            return self.link.record.type.label
        return str(NAMES[self.link.kind])

    @property
    def label(self) -> str:
        """What it is called by."""
        return self.thing.number or str(self.thing)

    @property
    def standing(self) -> Standing | None:
        """Where it stands now; items stand nowhere."""
        return getattr(self.thing, "standing", None)

    @property
    def is_asked(self) -> bool:
        """Whether it is somebody else's as far as is known, and nobody has said yes."""
        foreign = {Reason.ANOTHER, Reason.STRANGER}
        return not self.link.is_linked and (self.is_another or self.link.why in foreign)

    @property
    def warning(self) -> str:
        """What one should know before one says a word about it."""
        if self.is_another:
            return _("Another customer's:")
        return _("Perhaps another customer's:") if self.is_asked else ""

    @property
    def icon(self) -> str:
        """As its state looks, else as its kind."""
        standing = self.standing
        return standing.icon if standing else ICONS[self.link.kind]

    @property
    def reason(self) -> str:
        """Why, and how sure."""
        why = sentence(self.link.why, self.link.facts)
        return f"{sureness(self.link.sureness)}: {why}"

    @property
    def owner(self) -> OfCustomer | None:
        """Whoever it belongs to."""
        return owner_of(self.thing)


def chips_of(ticket: Ticket, reader: User) -> list[Chip]:
    """Links first, then suggestions; one query, asked once a page."""
    if not reader.may(Permission.SEE_ORDERS):
        return []
    kept: list[Chip] | None = vars(ticket).get(KEPT)
    if kept is None:
        links = _LINKS.rows(ticket=ticket.pk)
        emails = emails_of(ticket)
        kept = [chip_of(link, ticket, emails) for link in links]
        vars(ticket)[KEPT] = kept
    return kept


def chip_of(link: Link, ticket: Ticket, emails: list[str]) -> Chip:
    """With whether it warns."""
    owner = owner_of(link.thing)
    return Chip(link, owner is not None and is_another(owner, ticket, emails))


def emails_of(ticket: Ticket) -> list[str]:
    """All that are known of the ticket's customer, in lower case."""
    known = [*(getattr(ticket, "contact_emails", None) or []), ticket.requester_email]
    return [one.lower() for one in known if one]


def owner_of(thing: Thing) -> OfCustomer | None:
    """The row that says whose it is; an item is nobody's."""
    if isinstance(thing, OfCustomer):
        return thing
    order: Order | None = getattr(thing, "order", None)
    return order


def _links(*, ticket: int) -> LinkQuerySet:
    found = Link.objects.filter(ticket=ticket).shown().with_things()
    return found.order_by("state", "pk")


_LINKS: "Prepared[Link]" = Prepared(_links)


def linked(chips: Iterable[Chip]) -> list[Chip]:
    """Those that stand."""
    return [chip for chip in chips if chip.link.is_linked]
