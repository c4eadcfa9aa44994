"""What an agent did, newest first: single changes, and wishes for many tickets."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from html import unescape
from itertools import groupby, islice
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from ombud.core.addresses import address
from ombud.tickets.models import Batch, Entry, Ticket, Verb
from ombud.tickets.names import Names
from ombud.tickets.paging import Key
from ombud.tickets.sentences import Sentence, sentences_of
from ombud.tickets.timeline import Day
from ombud.users.models import User
from ombud.workflows.models import State

SIZE = 40
# The way back itself is told by what it took back.
UNTOLD = [Verb.UNDONE]
# The pictures of what has words of its own.
WRITTEN: dict[str, str] = {
    Verb.REPLIED: "reply",
    Verb.FORWARDED: "forward",
    Verb.NOTED: "sticky-note",
    Verb.OPENED: "plus",
}
# Bytes and secrets that no line shows.
UNSEEN = (
    "html",
    "quoted_html",
    "message__delivery__raw",
    "ticket__assignee__password",
    "ticket__assignee__signature",
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One line: a change of one ticket, or a wish for many."""

    done: Entry | Batch
    reader: User
    names: Names | None = None

    @property
    def is_batch(self) -> bool:
        """Whether it was about many tickets."""
        return isinstance(self.done, Batch)

    @property
    def at(self) -> datetime:
        """When it was wished for."""
        return self.done.created_at if isinstance(self.done, Batch) else self.done.at

    @property
    def place(self) -> Key:
        """Where it stands; batches count downwards, so that no two share a place."""
        return Key(self.at, -self.done.pk if self.is_batch else self.done.pk)

    @property
    def key(self) -> str:
        """Its id on the page."""
        return f"{'batch' if self.is_batch else 'entry'}-{self.done.pk}-done"

    @property
    def sentences(self) -> list[Sentence]:
        """What it changed, the most important first; of one ticket."""
        if isinstance(self.done, Batch) or self.names is None:
            return []
        return sorted(sentences_of(self.done, self.names), key=lambda one: one.rank)

    @property
    def icon(self) -> str:
        """Of what was written, or of the most important change."""
        if isinstance(self.done, Batch):
            return "layers"
        return WRITTEN.get(self.done.verb) or self.sentences[0].icon

    @property
    def preview(self) -> str:
        """The first words of what was written."""
        return "" if isinstance(self.done, Batch) else self.done.preview

    @property
    def ticket_url(self) -> str:
        """Where the ticket stands now; empty where the reader sees it no more."""
        if isinstance(self.done, Batch) or not getattr(self.done, "is_known", False):
            return ""
        name = "bin-ticket" if self.done.ticket.is_deleted else "ticket"
        return address(name, self.done.ticket.number)

    @property
    def undo_url(self) -> str:
        """What takes it back."""
        return address("batch-undo" if self.is_batch else "entry-undo", self.done.pk)

    @property
    def is_undone(self) -> bool:
        """Whether that was done already."""
        if isinstance(self.done, Batch):
            return self.done.undo_asked_at is not None
        return self.done.undone_at is not None

    @property
    def why_not_undo(self) -> str:
        """Why it cannot be taken back; empty where it can."""
        if isinstance(self.done, Batch):
            return self.done.why_not_undo
        ticket = self.done.ticket
        if not ticket.may_take_back(self.done, self.reader):
            return _("You may not take this back.")
        return ticket.why_not_undo(self.done)


@dataclass(frozen=True, slots=True)
class History:
    """One page of it, and the key behind which older things stand."""

    deeds: list[Deed]
    older: Key | None

    @property
    def is_busy(self) -> bool:
        """Whether a job still works on something of it."""
        return any(isinstance(d.done, Batch) and d.done.is_busy for d in self.deeds)

    @property
    def days(self) -> Iterator[tuple[Day, list[Deed]]]:
        """Under their dates."""
        for day, deeds in groupby(self.deeds, lambda deed: timezone.localdate(deed.at)):
            yield Day(day), list(deeds)


def history_of(reader: User, before: Key | None = None) -> History:
    """The newest page, or the one behind that key; three queries."""
    entries = (Deed(entry, reader) for entry in _entries(reader, before))
    batches = (Deed(batch, reader) for batch in _batches(reader, before))
    both = merge(entries, batches, key=lambda deed: deed.place, reverse=True)
    deeds = list(islice(both, SIZE + 1))
    older = deeds[SIZE - 1].place if len(deeds) > SIZE else None
    return History([*_named(deeds[:SIZE])], older)


def last_undoable(reader: User) -> Deed | None:
    """What Z takes back: the newest thing that can be."""
    deeds = history_of(reader).deeds
    return next((deed for deed in deeds if not deed.why_not_undo), None)


def said_of(deed: Deed) -> str:
    """In one plain sentence."""
    if isinstance(deed.done, Batch):
        return deed.done.label
    main = unescape(strip_tags(deed.sentences[0].text))
    return f"#{deed.done.ticket.number}: {main}"


def _entries(reader: User, before: Key | None) -> QuerySet[Entry]:
    known = Ticket.objects.known_to(reader).filter(pk=OuterRef("ticket"))
    mine = Entry.objects.filter(agent=reader, batch=None).exclude(verb__in=UNTOLD)
    if before:
        mine = mine.filter(at__lte=before.at)
        mine = mine.exclude(at=before.at, pk__gte=before.pk)
    related = ("state", "workflow", "team", "assignee", "category")
    mine = mine.select_related("message__delivery", *(f"ticket__{r}" for r in related))
    mine = mine.annotate(is_known=Exists(known)).defer(*UNSEEN)
    return mine.order_by("-at", "-id")[: SIZE + 1]


def _batches(reader: User, before: Key | None) -> QuerySet[Batch]:
    mine = Batch.objects.filter(by=reader)
    if before:
        mine = mine.filter(created_at__lte=before.at)
        mine = mine.exclude(created_at=before.at, pk__lte=-before.pk)
    return mine.order_by("-created_at", "-id")[: SIZE + 1]


def _named(deeds: list[Deed]) -> Iterator[Deed]:
    """States are called differently in each workflow: one query for all of them."""
    workflows = {
        deed.done.ticket.workflow_id for deed in deeds if isinstance(deed.done, Entry)
    }
    common, states = Names.of_workflow(0), _states(workflows)
    for deed in deeds:
        if isinstance(deed.done, Batch):
            yield deed
        else:
            of_its = states.get(deed.done.ticket.workflow_id, {})
            yield replace(deed, names=replace(common, states=of_its, before=of_its))


def _states(workflows: set[int]) -> dict[int, dict[str, tuple[str, str]]]:
    found: dict[int, dict[str, tuple[str, str]]] = {}
    rows: Any = State.objects.filter(workflow__in=workflows).order_by()
    for workflow, slug, *shown in rows.values_list("workflow", "slug", "name", "kind"):
        found.setdefault(workflow, {})[slug] = (shown[0], shown[1])
    return found
