"""Which tickets are one matter: offered, found, and what would become of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ombud.sales.models import Link
from ombud.tickets.models import Attachment, Entry, EntryKind, Ticket
from ombud.tickets.models.concerns.mergeable import MOST
from ombud.users.models import User
from ombud.workspace.finder import matching_tickets

MOST_OF_EACH = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that may be the same matter, and why it is thought so."""

    ticket: Ticket
    why: str = ""


def candidates(ticket: Ticket, reader: User, words: str = "") -> list[Candidate]:
    """What was typed; else of the same customer, order or subject. A few queries."""
    if words:
        others = matching_tickets(words, reader)
        return [Candidate(one) for one in others if one.pk != ticket.pk]
    found: dict[int, tuple[Ticket, list[str]]] = {}
    for one, why in _likely(ticket, reader):
        found.setdefault(one.pk, (one, []))[1].append(why)
    # What several reasons speak for comes first; the order of each stays.
    best = sorted(found.values(), key=lambda pair: -len(pair[1]))
    return [Candidate(one, ", ".join(reasons)) for one, reasons in best]


def _likely(ticket: Ticket, reader: User) -> Iterator[tuple[Ticket, str]]:
    visible = Ticket.objects.visible_to(reader).exclude(pk=ticket.pk)
    standing = Link.objects.standing().exclude(order=None).order_by()
    orders = standing.filter(ticket=ticket.pk).values("order")
    about = standing.filter(order__in=orders).values("ticket")
    ways = [
        (visible.of_person(ticket.contact, ticket.requester_email), _("same customer")),
        (visible.filter(pk__in=about), _("same order")),
    ]
    if ticket.subject:
        # Of open tickets alone: no index knows subjects.
        same = visible.unfinished().filter(subject__iexact=ticket.subject)
        ways.append((same, _("same subject")))
    for rows, why in ways:
        newest = rows.select_related("state").order_by("-is_open", "-last_message_at")
        for one in newest[:MOST_OF_EACH]:
            yield one, why


@dataclass(frozen=True, slots=True)
class Heap:
    """How much stands on a ticket."""

    messages: int = 0
    notes: int = 0
    files: int = 0


@dataclass
class Merging:
    """Some tickets, the one that stays, and what the others bring to it."""

    reader: User
    numbers: list[int]
    wanted: int = 0

    @classmethod
    def asked(cls, reader: User, numbers: str, main: str) -> "Merging":
        """As a form sends it: “1042,1043” and “1042”; nonsense is left out."""
        found = [int(one) for one in numbers.split(",") if _is_number(one)]
        known = list(dict.fromkeys(found))[: MOST + 1]
        return cls(reader, known, int(main) if _is_number(main) else 0)

    @cached_property
    def tickets(self) -> list[Ticket]:
        """Those that the reader sees, the oldest first; one query."""
        visible = Ticket.objects.visible_to(self.reader).filter(number__in=self.numbers)
        rows: QuerySet[Ticket] = visible.for_page().order_by("created_at", "pk")
        return list(rows.defer("assignee__password", "assignee__signature"))

    @cached_property
    def main(self) -> Ticket | None:
        """The one that stays: as wished, else the oldest open one."""
        by_number = {one.number: one for one in self.tickets}
        if self.wanted in by_number:
            return by_number[self.wanted]
        is_open = (one for one in self.tickets if one.is_open)
        return next(is_open, next(iter(self.tickets), None))

    @property
    def others(self) -> list[Ticket]:
        """What goes into it."""
        return [one for one in self.tickets if one != self.main]

    @property
    def text(self) -> str:
        """As a form sends it again."""
        return ",".join(str(one.number) for one in self.tickets)

    @property
    def old_numbers(self) -> str:
        """Which will lead to the one that stays."""
        return ", ".join(f"#{one.number}" for one in self.others)

    @property
    def rows(self) -> list[tuple[Ticket, Heap]]:
        """Each ticket with what stands on it."""
        return [(one, self.heaps.get(one.pk, Heap())) for one in self.tickets]

    @cached_property
    def heaps(self) -> dict[int, Heap]:
        """Two queries, however many tickets."""
        entries = Entry.objects.filter(ticket__in=self.tickets).order_by()
        said = entries.values("ticket").annotate(
            messages=Count("pk", Q(kind=EntryKind.MESSAGE)),
            notes=Count("pk", Q(kind=EntryKind.NOTE)),
        )
        files = Attachment.objects.filter(entry__ticket__in=self.tickets).order_by()
        counted = files.values_list("entry__ticket").annotate(Count("pk"))
        of_ticket = dict(counted)
        return {
            one["ticket"]: Heap(
                one["messages"], one["notes"], of_ticket.get(one["ticket"], 0)
            )
            for one in said
        }

    @property
    def total(self) -> Heap:
        """What will stand on the one that stays."""
        heaps = self.heaps.values()
        return Heap(
            sum(one.messages for one in heaps),
            sum(one.notes for one in heaps),
            sum(one.files for one in heaps),
        )

    @property
    def customers(self) -> list[str]:
        """Whose they are, where that is more than one person."""
        people = {
            one.contact_id or one.requester_email.lower() or one.requester: (
                one.contact.name if one.contact else one.requester
            )
            for one in self.tickets
        }
        return list(people.values()) if len(people) > 1 else []

    @property
    def wakes(self) -> bool:
        """Whether the one that stays is opened again by it."""
        if self.main is None or self.main.is_open or self.main.state.stays:
            return False
        return any(one.is_open for one in self.others)

    @cached_property
    def why_not(self) -> str:
        """Why it cannot be done; empty where it can."""
        if self.main is None or not self.others:
            return _("Choose two tickets at least. What you may not see is left out.")
        return self.main.why_not_take_in(self.others, by=self.reader)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16
