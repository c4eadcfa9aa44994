"""The bell in the frame, and what hangs under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ombud.notifications.models import Alarm, Notification, Reason
from ombud.notifications.models.alarm import SHOWN
from ombud.tickets.models import Ticket
from ombud.users.models import User

PAGE = 50
LATEST = 15
ONLY: dict[str, str | Promise] = {
    "": _("All"),
    "unread": _("Unread"),
    "mentions": _("Mentions of me"),
}


def render(request: HttpRequest) -> str:
    """The bell, for who has signed in; its number comes with all others."""
    if not request.user.is_authenticated:
        return ""
    return render_to_string("notifications/_bell_place.html", {}, request)


@dataclass(frozen=True, slots=True)
class Group:
    """What one ticket has to tell, newest first."""

    ticket: Ticket
    rows: list[Notification]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the list, and the key behind which it goes on."""

    groups: list[Group]
    newest: int
    older: int | None
    # Of the machinery, for those who keep it.
    alarms: list[Alarm]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.groups or self.alarms)

    @property
    def newest_alarm(self) -> int:
        """Up to which all is read."""
        return self.alarms[0].pk if self.alarms else 0


def page_of(reader: User, *, only: str = "", before: int = 0, size: int = PAGE) -> Page:
    """What the reader has heard of, newest first, by ticket; two queries."""
    rows: QuerySet[Any] = _narrowed(Notification.objects.shown_to(reader), only)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.for_page()[: size + 1])  # type: ignore[attr-defined]
    shown = found[:size]
    return Page(
        list(by_ticket(shown)),
        newest=shown[0].pk if shown else 0,
        older=shown[-1].pk if len(found) > size else None,
        alarms=[] if before else _alarms(reader, only),
    )


def unread_by(reader: User) -> QuerySet[Any]:
    """What the bell counts, in one look."""
    rung: QuerySet[Any] = Notification.objects.unread_by(reader).order_by().values("pk")
    alarms = Alarm.objects.unread_by(reader).order_by().values("pk")
    return rung.union(alarms, all=True)


def _alarms(reader: User, only: str) -> list[Alarm]:
    if only == "mentions":
        return []
    mine = Alarm.objects.shown_to(reader)
    return list((mine.filter(read_at=None) if only == "unread" else mine)[:SHOWN])


def by_ticket(rows: Iterable[Notification]) -> Iterable[Group]:
    """Each ticket once, where its newest stands."""
    groups: dict[int, Group] = {}
    for row in rows:
        groups.setdefault(row.ticket_id, Group(row.ticket, [])).rows.append(row)
    return groups.values()


def _narrowed(rows: QuerySet[Any], only: str) -> QuerySet[Any]:
    match only:
        case "unread":
            return rows.filter(read_at=None)
        case "mentions":
            return rows.filter(reason=Reason.MENTIONED)
    return rows
