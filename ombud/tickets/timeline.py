"""A ticket's timeline as it is read: days, letters, notes, what happened between."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import JSONObject, Left, Lower
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ombud.core.prepared import Prepared
from ombud.tickets.models import (
    Attachment,
    Entry,
    EntryKind,
    Ticket,
    TrustedSender,
    Verb,
)
from ombud.tickets.models.concerns.mergeable import REGROUPED
from ombud.tickets.models.incoming import THANKS
from ombud.tickets.models.splitting import FROM
from ombud.tickets.names import Names
from ombud.tickets.paging import Key
from ombud.tickets.said import Said
from ombud.tickets.sentences import Sentence, author_of, sentences_of
from ombud.users.models import User

PAGE = 50
# What shows its words in the fold once it was taken back.
WRITTEN = {Verb.REPLIED, Verb.NOTED}
# More than this is read in a frame of its own, or not at all.
MOST_LETTERS = 200_000
FILE_COLUMNS = (
    "id",
    "filename",
    "content_type",
    "size",
    "digest",
    "is_inline",
    "content_id",
)


@dataclass(frozen=True, slots=True)
class Day:
    """A line with the date."""

    date: date
    kind: str = "day"

    @property
    def key(self) -> str:
        """Its id on the page."""
        return f"day-{self.date:%Y%m%d}"

    @property
    def label(self) -> str:
        """Today, yesterday, else the weekday and the date."""
        today = timezone.localdate()
        if self.date == today:
            return _("Today")
        if self.date == today - timedelta(days=1):
            return _("Yesterday")
        near = self.date.year == today.year
        day = date_format(self.date, "MONTH_DAY_FORMAT" if near else "DATE_FORMAT")
        return f"{date_format(self.date, 'l')}, {day}"


@dataclass(frozen=True, slots=True)
class NewLine:
    """The line above what the reader has not seen."""

    kind: str = "new"
    key: str = "new"


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of what happened, with who and when."""

    sentence: Sentence
    at: datetime
    by: str
    said: Said | None = None
    # The entry that can be taken back here; it stands on its first line.
    undo: int = 0


@dataclass(slots=True)
class Events:
    """What happened between two messages; two and more are folded."""

    pk: int
    lines: list[Happened] = field(default_factory=list)
    kind: str = "events"

    @property
    def key(self) -> str:
        """Its id on the page."""
        return f"events-{self.pk}"

    @property
    def main(self) -> Happened:
        """What the folded line names."""
        return min(self.lines, key=lambda line: line.sentence.rank)

    @property
    def others(self) -> int:
        """How many more there are."""
        return len(self.lines) - 1

    @property
    def is_folded(self) -> bool:
        """Whether there is more to see than the line."""
        return self.others > 0 or bool(self.main.sentence.details or self.main.said)


Item = Day | NewLine | Events | Said


@dataclass(frozen=True, slots=True)
class Timeline:
    """The newest entries of a ticket, oldest of them first."""

    ticket: Ticket
    items: list[Item]
    # The key before which older entries stand.
    earlier: Key | None
    new_since: datetime | None
    # All entries of the ticket, where this one page has them.
    whole: list[Entry]

    @property
    def last_day(self) -> str:
        """The id of the newest day line."""
        days = [item.key for item in self.items if isinstance(item, Day)]
        return days[-1] if days else ""

    @property
    def new_mark(self) -> str:
        """Up to when the reader had read, as it stands in an address."""
        return str(Key(self.new_since, 0)) if self.new_since else ""


def timeline_of(
    ticket: Ticket,
    reader: User,
    *,
    before: Key | None = None,
    new_since: datetime | None = None,
) -> Timeline:
    """The newest page of the timeline, or the one before that key; two queries."""
    found = _page(ticket, before)
    entries = found[PAGE - 1 :: -1] if len(found) > PAGE else found[::-1]
    said = [_said(entry) for entry in entries]
    return Timeline(
        ticket,
        list(_lined(_items(said, ticket, reader), reader, new_since)),
        Key(entries[0].at, entries[0].pk) if len(found) > PAGE else None,
        new_since,
        [] if before or len(found) > PAGE else entries,
    )


def said_by(entry_id: int) -> Said:
    """One entry alone, as the timeline shows it."""
    return _said(_with_words(Entry.objects.filter(pk=entry_id)).get())


def said_among(entries: QuerySet[Entry]) -> list[Said]:
    """Some entries as the timeline shows them, in their own order; one query."""
    return [_said(entry) for entry in _with_words(entries)]


def items_of(said: list[Said], ticket: Ticket) -> list[Item]:
    """Those, oldest first, under their days; what happened between is folded."""
    return list(_items(said, ticket, None))


def _said(entry: Entry) -> Said:
    rows = getattr(entry, "files", None) or []
    return Said(entry, [Attachment(entry=entry, **row) for row in rows])


def _page(ticket: Ticket, before: Key | None) -> list[Entry]:
    if before is None:
        return _NEWEST.rows(ticket=ticket.pk)
    entries = Entry.objects.filter(ticket_id=ticket.pk, at__lte=before.at)
    return list(_newest_of(entries.exclude(at=before.at, pk__gte=before.pk)))


def _newest_of(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return _with_words(entries).order_by("-at", "-id")[: PAGE + 1]


_NEWEST = Prepared(lambda *, ticket: _newest_of(Entry.objects.filter(ticket_id=ticket)))


def _with_words(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """With message, delivery and author; no raw bytes, no more words than shown."""
    trusted = TrustedSender.objects.filter(
        address=Lower(OuterRef("message__from_address"))
    )
    return (
        entries.select_related("message", "message__delivery", "agent")
        .defer(
            "html",
            "text",
            "reply_text",
            "quoted_html",
            "agent__signature",
            "agent__password",
            "message__references",
            "message__delivery__raw",
        )
        .annotate(
            weight=Func(
                F("html"), function="octet_length", output_field=IntegerField()
            ),
            shown_html=Left("html", MOST_LETTERS),
            shown_text=Left(
                Case(When(reply_text="", then=F("text")), default=F("reply_text")),
                MOST_LETTERS,
            ),
            shown_quote=Left("quoted_html", MOST_LETTERS),
            is_trusted=Exists(trusted),
            files=ArraySubquery(_files()),
        )
    )


def _files() -> QuerySet[Attachment, Any]:
    """The files of each entry, in the same query."""
    files = Attachment.objects.filter(entry=OuterRef("pk")).order_by("id")
    return files.values(row=JSONObject(**{name: name for name in FILE_COLUMNS}))


def _items(said: list[Said], ticket: Ticket, reader: User | None) -> Iterator[Item]:
    """Messages and notes, and the runs of events between them, day by day."""
    names = _LazyNames(ticket.workflow_id, _types_of(said, ticket))
    may_split = bool(reader and not ticket.is_deleted and ticket.may_alter(reader))
    for day, of_day in groupby(said, key=lambda one: timezone.localdate(one.at)):
        yield Day(day)
        run: Events | None = None
        for one in of_day:
            if one.is_shown:
                if run:
                    yield run
                run = None
                one.is_revocable = _may_revoke(one, ticket, reader)
                one.is_movable = may_split
                yield one
            lines = list(_happened(one, names))
            if lines and reader and _may_undo(one.entry, ticket, reader):
                lines[0] = replace(lines[0], undo=one.pk)
            if lines:
                run = run or Events(one.pk)
                run.lines += lines
        if run:
            yield run


def _happened(one: Said, names: "_LazyNames") -> Iterator[Happened]:
    entry = one.entry
    tells = entry.changes or entry.particulars.get(THANKS)
    if one.is_shown and (not tells or FROM in entry.particulars):
        return
    if entry.verb in WRITTEN and entry.undone_at:
        yield Happened(one.undone_sentence(), entry.at, entry.author_name, one)
        return
    for sentence in sentences_of(entry, names.read(entry)):
        if not (one.is_shown and sentence.rank == 9):
            yield Happened(sentence, entry.at, author_of(entry))


def _may_undo(entry: Entry, ticket: Ticket, reader: User) -> bool:
    """Letters have their own button; a note's would take its words back too."""
    if entry.kind != EntryKind.EVENT or entry.undone_at:
        return False
    if not entry.changes and entry.verb not in REGROUPED:
        return False
    return ticket.may_take_back(entry, reader) and ticket.may_undo(entry)


def _may_revoke(one: Said, ticket: Ticket, reader: User | None) -> bool:
    """Whether who reads it may take back a letter that waits, or a note, now."""
    is_asked = one.is_note or one.is_call or bool(one.tick and one.tick.leaves_at)
    if reader is None or not is_asked or not ticket.may_take_back(one.entry, reader):
        return False
    return ticket.may_undo(one.entry)


class _LazyNames:
    """Names are looked up only where something happened."""

    def __init__(self, workflow_id: int, types: dict[int, str]) -> None:
        self._workflow_id = workflow_id
        self._types = types
        self._names: Names | None = None

    def read(self, entry: Entry) -> Names:
        self._names = self._names or Names.of_workflow(self._workflow_id)
        was = self._types.get(entry.pk)
        return self._names.between(was, was) if was else self._names


def _types_of(said: list[Said], ticket: Ticket) -> dict[int, str]:
    """{entry: the type that the ticket had then}, of those before a change of type."""
    was, found = _type_after(said, ticket), dict[int, str]()
    for one in reversed(said):
        if was:
            found[one.pk] = was
        if types := one.entry.changes.get("workflow"):
            was = types[0]
    return found


def _type_after(said: list[Said], ticket: Ticket) -> str:
    """What the ticket had at the end of an older page; empty where it has it still."""
    if not said or said[-1].at >= ticket.last_message_at:
        return ""
    entry = said[-1].entry
    later = Entry.objects.filter(ticket_id=ticket.pk, changes__has_key="workflow")
    later = later.filter(Q(at__gt=entry.at) | Q(at=entry.at, pk__gt=entry.pk))
    changes = later.order_by("at", "id").values_list("changes", flat=True).first()
    return str(changes["workflow"][0]) if changes else ""


def _lined(
    items: Iterable[Item], reader: User, new_since: datetime | None
) -> Iterator[Item]:
    """The line “New” stands before the first words the reader has not seen."""
    is_drawn = new_since is None
    for item in items:
        if not is_drawn and isinstance(item, Said) and _is_new(item, reader, new_since):
            is_drawn = True
            yield NewLine()
        yield item


def _is_new(said: Said, reader: User, since: Any) -> bool:
    return bool(said.at > since and said.entry.agent_id != reader.pk)
