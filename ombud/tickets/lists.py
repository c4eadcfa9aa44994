"""The lists of tickets that every agent has."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ombud.channels.models import Delivery, DeliveryState
from ombud.tickets.models import Following, Message, Ticket, TicketQuerySet
from ombud.users.models import User

MOST_FAILED = 1000
MOST_UNREAD = 2000
MOST_FOLLOWED = 1000
FAILED = [DeliveryState.FAILED, DeliveryState.BOUNCED]


# Each is there once, and so is its own key.
@dataclass(frozen=True, slots=True, eq=False)
class TicketList:
    """One list: its name, and which of the visible tickets stand in it."""

    slug: str
    label: str | Promise
    icon: str
    # What an empty list says; a finished one says so.
    empty: str | Promise
    choose: Callable[[TicketQuerySet, User], TicketQuerySet]
    # Lists that grow for ever have no counter.
    counted: bool = True
    hotkey: str = ""

    def tickets(self, reader: User) -> TicketQuerySet:
        """What this reader sees in it, in no order yet."""
        return self.choose(Ticket.objects.visible_to(reader), reader)


class IsOneOf(Func):
    """`a = ANY(array)`: the array is looked up once, along its own index.

    As a join PostgreSQL would walk the entries of every open ticket.
    """

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def not_delivered(tickets: TicketQuerySet, _reader: User) -> TicketQuerySet:
    """Unfinished tickets with a letter of ours that did not arrive.

    A failed delivery opens its ticket again; closing it means that it was seen to.
    """
    failed = Delivery.objects.filter(state__in=FAILED).values("pk")[:MOST_FAILED]
    letters = Message.objects.filter(IsOneOf(F("delivery"), ArraySubquery(failed)))
    numbers = ArraySubquery(letters.values("entry__ticket_id"))
    return tickets.filter(IsOneOf(F("pk"), numbers), is_open=True)


def unread(tickets: TicketQuerySet, reader: User) -> TicketQuerySet:
    """What this agent has not read, of the newest.

    Who has read all of a long queue must not pay for the whole of it on every page.
    """
    newest = tickets.unfinished().newest_first().values("pk")[:MOST_UNREAD]
    return tickets.filter(pk__in=newest).unread_by(reader)


def followed(tickets: TicketQuerySet, reader: User) -> TicketQuerySet:
    """What this agent follows and is not done yet."""
    mine = Following.objects.filter(user=reader).order_by("-id")[:MOST_FOLLOWED]
    numbers = ArraySubquery(mine.values("ticket_id"))
    return tickets.unfinished().filter(IsOneOf(F("pk"), numbers))


TEAMS = TicketList(
    "teams",
    _("My teams"),
    icon="users",
    empty=_("Nothing waits for your teams."),
    choose=lambda tickets, reader: tickets.of_teams(reader),
    hotkey="g i",
)
LISTS = (
    TicketList(
        "unread",
        _("Unread"),
        icon="mail",
        empty=_("You have read everything."),
        choose=unread,
        hotkey="g u",
    ),
    TicketList(
        "mine",
        pgettext_lazy("tickets assigned to me", "Mine"),
        icon="user",
        empty=_("Nothing waits for you."),
        choose=lambda tickets, reader: tickets.assigned_to(reader),
        hotkey="g m",
    ),
    TEAMS,
    TicketList(
        "unassigned",
        _("Unassigned"),
        icon="circle-dashed",
        empty=_("Everything has found somebody."),
        choose=lambda tickets, _reader: tickets.unassigned(),
    ),
    TicketList(
        "followed",
        _("Followed"),
        icon="eye",
        empty=_("Nothing that you follow is open."),
        choose=followed,
    ),
    TicketList(
        "asleep",
        _("Asleep"),
        icon="moon",
        empty=_("Nothing sleeps."),
        choose=lambda tickets, _reader: tickets.asleep(),
    ),
    TicketList(
        "open",
        _("All open"),
        icon="inbox",
        empty=_("Every ticket is done."),
        choose=lambda tickets, _reader: tickets.unfinished(),
    ),
    TicketList(
        "not-delivered",
        _("Not delivered"),
        icon="mail-x",
        empty=_("Everything that was sent has been accepted."),
        choose=not_delivered,
    ),
    TicketList(
        "all",
        pgettext_lazy("all tickets", "All"),
        icon="layers",
        empty=_("The first ticket comes with the first mail."),
        choose=lambda tickets, _reader: tickets.all(),
        counted=False,
    ),
)
BY_SLUG = {each.slug: each for each in LISTS}
