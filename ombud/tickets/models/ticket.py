"""One matter of one customer."""

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Lower, Now
from django.utils import timezone

from ombud.core.addresses import address
from ombud.tickets.models.base import NEWEST_FIRST, TicketBase
from ombud.tickets.models.concerns.coverable import Coverable
from ombud.tickets.models.concerns.deferrable import Deferrable
from ombud.tickets.models.concerns.deletable import KEPT
from ombud.tickets.models.concerns.erasable import Erasable
from ombud.tickets.models.concerns.identifiable import Identifiable
from ombud.tickets.models.concerns.linkable import Linkable
from ombud.tickets.models.concerns.purgeable import Purgeable
from ombud.tickets.models.concerns.readable import Readable
from ombud.tickets.models.concerns.redeliverable import Redeliverable
from ombud.tickets.models.concerns.retypable import Retypable
from ombud.tickets.models.concerns.splittable import Splittable
from ombud.tickets.models.concerns.taggable import Taggable
from ombud.tickets.models.concerns.tellable import Tellable
from ombud.tickets.models.concerns.watchable import Watchable
from ombud.tickets.models.following import Following
from ombud.tickets.models.reading import Reading
from ombud.tickets.models.taking import TakingQuerySet
from ombud.users.models import User
from ombud.users.permissions import Permission
from ombud.workflows.models import Rights

if TYPE_CHECKING:
    from ombud.customers.models import Contact

MOST_WOKEN = 1000
# One entry in the open index a list: see Meta.indexes.
OPEN = Q(is_open=True)


def sight_of(reader: User) -> Q:
    """The same as Performable.may_act says of one ticket."""
    rights = Rights.of(reader)
    own = Q(team__in=reader.team_ids) | Q(assignee=reader)
    if rights.hidden_states:
        own &= ~Q(state__in=rights.hidden_states)
    if rights.granted_states:
        own |= Q(state__in=rights.granted_states)
    return own


class TicketQuerySet(TakingQuerySet, models.QuerySet["Ticket"]):
    """Which tickets: every look-up of a reader starts at visible_to."""

    def visible_to(self, reader: User) -> "TicketQuerySet":
        """What this agent may see, by team, by name and by the matrix; or all."""
        return self.filter(deleted_at=None, merged_into=None).known_to(reader)

    def known_to(self, reader: User) -> "TicketQuerySet":
        """The same with the bin: what may be read, and not worked on."""
        if reader.may(Permission.SEE_ALL_TICKETS):
            return self.all()
        if not reader.may(Permission.WORK_TICKETS):
            return self.none()
        return self.filter(sight_of(reader))

    def deleted(self) -> "TicketQuerySet":
        """What is in the bin."""
        return self.filter(deleted_at__isnull=False)

    def in_bin_of(self, reader: User) -> "TicketQuerySet":
        """What this agent may see and take out of it."""
        return self.deleted().known_to(reader)

    def outlived(self) -> "TicketQuerySet":
        """What has been in the bin long enough, the longest first."""
        return self.filter(deleted_at__lte=Now() - KEPT).order_by("deleted_at")

    def numbered(self, number: int) -> "TicketQuerySet":
        """The ticket of that number, or the one that it was merged into."""
        # By a look-up of its own: joined by “or”, no index would help.
        found = Ticket.objects.filter(number=number)
        return self.filter(pk__in=found.values(stands=Coalesce("merged_into", "pk")))

    def unfinished(self) -> "TicketQuerySet":
        """What still needs somebody's work."""
        return self.filter(OPEN)

    def assigned_to(self, user: User) -> "TicketQuerySet":
        """What this agent has to do."""
        return self.filter(OPEN, assignee=user)

    def of_teams(self, user: User) -> "TicketQuerySet":
        """What the agent's teams have to do, and what the matrix sends them to do."""
        theirs = Q(team__in=user.team_ids)
        if granted := Rights.of(user).granted_states:
            theirs |= Q(state__in=granted)
        return self.filter(OPEN, theirs)

    def asleep(self) -> "TicketQuerySet":
        """What nobody has to see to until a moment; what is done needs no waking."""
        return self.filter(asleep_until__isnull=False, closed_at=None, deleted_at=None)

    def wake_due(self) -> None:
        """Those whose time has come, each by itself; the rest a minute later."""
        due = self.asleep().filter(asleep_until__lte=timezone.now())
        for ticket in due.order_by("asleep_until")[:MOST_WOKEN]:
            ticket.wake_in_time()

    def unassigned(self) -> "TicketQuerySet":
        """What nobody has taken yet."""
        return self.filter(OPEN, assignee=None)

    def unread_by(self, user: User) -> "TicketQuerySet":
        """Where the customer has said something this agent has not read."""
        seen = Reading.objects.filter(
            ticket=OuterRef("pk"), user=user, at__gte=OuterRef("last_in_at")
        )
        return self.filter(OPEN, ~Exists(seen), last_in_at__isnull=False)

    def newest_first(self) -> "TicketQuerySet":
        """By the last message, as every list's index has it."""
        return self.order_by(*NEWEST_FIRST)

    def for_rows(self, reader: User) -> "TicketQuerySet":
        """With all that a list row shows, in one query."""
        return self.with_reading_of(reader).select_related("state", "team", "assignee")

    def with_reading_of(self, reader: User) -> "TicketQuerySet":
        """`read_at`: up to when this agent has read each of them."""
        readings = Reading.objects.filter(ticket=OuterRef("pk"), user=reader)
        # Declared in Readable.
        return self.annotate(  # type: ignore[no-redef]
            read_at=models.Subquery(readings.values("at")[:1])
        )

    def with_following_of(self, reader: User) -> "TicketQuerySet":
        """`is_followed`: whether this agent follows each of them."""
        mine = Following.objects.filter(ticket=OuterRef("pk"), user=reader)
        # Declared in Watchable.
        return self.annotate(is_followed=Exists(mine))  # type: ignore[no-redef]

    def for_page(self) -> "TicketQuerySet":
        """With all that the ticket's own page shows of it."""
        return self.select_related(
            "state",
            "workflow",
            "team",
            "assignee",
            "contact",
            "contact__organisation",
            "organisation",
            "channel",
            "category",
        )

    def of_person(self, contact: "Contact | None", email: str) -> "TicketQuerySet":
        """All tickets of that contact, or of that address where there is none."""
        if contact:
            return self.filter(contact=contact)
        if not email:
            return self.none()
        return self.alias(lower=Lower("requester_email")).filter(lower=email.lower())


class Ticket(
    Deferrable,
    Tellable,
    Splittable,
    Retypable,
    Taggable,
    Redeliverable,
    Coverable,
    Linkable,
    Identifiable,
    Readable,
    Watchable,
    Erasable,
    Purgeable,
    TicketBase,
):
    """One matter of one customer, with a number."""

    objects = TicketQuerySet.as_manager()

    class Meta:
        indexes = [
            # An index a list, in the list's own order; keyset paging runs along it.
            models.Index(*NEWEST_FIRST, name="ticket_newest"),
            models.Index(*NEWEST_FIRST, name="ticket_open", condition=OPEN),
            models.Index(
                "team", *NEWEST_FIRST, name="ticket_open_of_team", condition=OPEN
            ),
            models.Index(
                "assignee", *NEWEST_FIRST, name="ticket_open_of_agent", condition=OPEN
            ),
            models.Index(
                "team",
                *NEWEST_FIRST,
                name="ticket_unassigned",
                condition=Q(is_open=True, assignee=None),
            ),
            models.Index("contact", *NEWEST_FIRST, name="ticket_of_contact"),
            models.Index(
                "organisation",
                *NEWEST_FIRST,
                name="ticket_of_company",
                condition=Q(organisation__isnull=False),
            ),
            # The few whose data go once they are over.
            models.Index(
                "closed_at", name="ticket_not_stored", condition=Q(not_stored=True)
            ),
            models.Index(
                Lower("requester_email"), *NEWEST_FIRST, name="ticket_of_address"
            ),
            models.Index(F("state"), *NEWEST_FIRST, name="ticket_in_state"),
            models.Index(
                "category",
                *NEWEST_FIRST,
                name="ticket_of_category",
                condition=Q(category__isnull=False),
            ),
            # Take next: the longest waiting of one priority.
            models.Index(
                "priority",
                "created_at",
                name="ticket_next",
                condition=Q(is_open=True, assignee=None),
            ),
            # Without an owner, or without a step of the owner, for too long.
            models.Index(
                "idle_since",
                name="ticket_idle",
                condition=Q(is_open=True, idle_since__isnull=False),
            ),
            models.Index(
                "absence",
                name="ticket_of_absence",
                condition=Q(absence__isnull=False),
            ),
            # Few are urgent: those cost the others nothing.
            models.Index(
                "priority",
                *NEWEST_FIRST,
                name="ticket_pressing",
                condition=Q(priority__in=["high", "urgent"]),
            ),
            models.Index(
                "workflow",
                "closed_at",
                name="ticket_to_erase",
                condition=Q(closed_at__isnull=False, erased_at=None),
            ),
            GinIndex(fields=["tags"], name="ticket_tags"),
            # Most tickets hold none: those cost the intake nothing.
            GinIndex(
                fields=["fields"],
                name="ticket_fields",
                opclasses=["jsonb_path_ops"],
                condition=~Q(fields={}),
            ),
            models.Index(
                "asleep_until",
                name="ticket_asleep",
                condition=Q(asleep_until__isnull=False),
            ),
            models.Index(
                "deleted_at", name="ticket_bin", condition=Q(deleted_at__isnull=False)
            ),
            models.Index(
                fields=["merged_into"],
                name="ticket_merged",
                condition=Q(merged_into__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.subject}"

    def get_absolute_url(self) -> str:
        """The page of this ticket."""
        return address("ticket", self.number)
