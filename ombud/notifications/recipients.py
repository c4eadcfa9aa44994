"""Who hears of which entry, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ombud.notifications.models import Reason
from ombud.notifications.models.reason import stronger
from ombud.notifications.staff import Staff
from ombud.tickets.models import Entry, Verb
from ombud.tickets.models.concerns.undoable import WROTE_FIRST
from ombud.tickets.models.incoming import AUTO_REPLY
from ombud.workflows.models import StateKind

FINISHED = {StateKind.SOLVED, StateKind.CLOSED}
# What one stands in for: work, and not what another happens to follow.
OF_WORK = {
    Reason.MENTIONED,
    Reason.ASSIGNED,
    Reason.UNDELIVERED,
    Reason.UNSENT,
    Reason.WOKEN,
    Reason.ANSWERED,
    Reason.REPLIED,
    Reason.NOTED,
}
FOLLOWED = {
    Verb.RECEIVED: Reason.FOLLOWED_IN,
    Verb.REPLIED: Reason.FOLLOWED_OUT,
    Verb.FORWARDED: Reason.FOLLOWED_OUT,
    Verb.NOTED: Reason.FOLLOWED_NOTE,
}
# What nobody did, or what is no news: the way back of something, an own looking on.
SILENT = {
    Verb.AUTO_REPLIED,
    Verb.NOTIFIED,
    Verb.NOTICE_FAILED,
    Verb.UNDONE,
    Verb.LINKED,
    Verb.OPENED,
    Verb.RESENT,
    Verb.SNOOZED,
    Verb.WOKEN,
    Verb.PUT_OFF,
}


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody hears of an entry: why, and instead of whom."""

    reason: Reason
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class News:
    """An entry with what its recipients follow from."""

    entry: Entry
    staff: Staff
    followers: list[int]
    # {(workflow, slug): kind of state}
    kinds: dict[tuple[int, str], str]
    is_first: bool
    # Whether its owner became so by an entry of its own, and not from the start.
    was_given: bool = False
    # Who has opened the ticket by hand, in the entry after this one.
    opened_by: int | None = None
    # Who wrote the letter that this entry says was not delivered.
    author: int | None = None

    @property
    def finishes(self) -> bool:
        """Whether the ticket was work before, and is none since."""
        old, new = self.entry.changes.get("state", (None, None))
        workflow = self.entry.ticket.workflow_id
        before, after = (self.kinds.get((workflow, str(slug))) for slug in (old, new))
        return bool(after in FINISHED and before not in FINISHED)

    @property
    def is_by_machine(self) -> bool:
        """Whether an auto-responder wrote it: that is nothing to get up for."""
        return bool(self.entry.particulars.get("machine") == AUTO_REPLY)

    @property
    def doers(self) -> set[int | None]:
        """Who knows already."""
        return {self.entry.agent_id, self.opened_by}


def heard_by(news: News) -> dict[int, Heard]:
    """{user: why}: never who did it, never twice, never who may not see the ticket."""
    found: dict[int, Reason] = {}
    if news.entry.undone_at or news.is_by_machine:
        return {}
    for pk, reason in _reasons(news):
        if pk is not None:
            found[pk] = stronger(reason, found.get(pk, reason))
    heard = {pk: Heard(reason) for pk, reason in found.items()}
    heard = _stand_ins(news, heard) | heard
    return {pk: why for pk, why in heard.items() if may_hear(news, pk)}


def may_hear(news: News, pk: int) -> bool:
    """Not who did it, and only who may see the ticket now."""
    return pk not in news.doers and news.staff.may_see(pk, news.entry.ticket)


Reasons = Iterator[tuple[int | None, Reason]]


def _reasons(news: News) -> Reasons:
    yield from _named(news)
    yield from _waited(news)
    if news.entry.verb not in SILENT:
        yield from _owner(news)
        yield from _others(news)


def _named(news: News) -> Reasons:
    """In a note; a team stands for its members."""
    for key in news.entry.particulars.get("mentions", ()):
        kind, _colon, name = key.partition(":")
        if kind == "user":
            yield _pk(news, name), Reason.MENTIONED
        else:
            for pk in news.staff.team_named(name):
                yield pk, Reason.MENTIONED


def _waited(news: News) -> Reasons:
    """Whose reply did not leave; who wanted to be reminded, and whose ticket it is."""
    facts = news.entry.particulars
    if news.entry.verb == Verb.UNDONE and facts.get("why") == WROTE_FIRST:
        yield facts.get("author"), Reason.UNSENT
    if news.entry.verb == Verb.WOKEN:
        yield facts.get("sleeper"), Reason.WOKEN
        yield news.entry.ticket.assignee_id, Reason.WOKEN


def _owner(news: News) -> Reasons:
    entry = news.entry
    owner = entry.ticket.assignee_id
    old, new = entry.changes.get("assignee", (None, None))
    if new:
        yield _pk(news, new), Reason.ASSIGNED
    if old:
        yield _pk(news, old), Reason.TAKEN
    if news.is_first:
        if not news.was_given:
            yield owner, Reason.ASSIGNED
    elif reason := _about_own(news):
        yield owner, reason
    if entry.verb == Verb.DELIVERY_FAILED:
        yield news.author, Reason.UNDELIVERED


def _about_own(news: News) -> Reason | None:
    """What the owner hears of their ticket."""
    match news.entry.verb:
        case Verb.RECEIVED:
            return Reason.ANSWERED
        case Verb.DELIVERY_FAILED:
            return Reason.UNDELIVERED
        case Verb.REPLIED | Verb.FORWARDED:
            return Reason.FINISHED if news.finishes else Reason.REPLIED
        case Verb.NOTED:
            return Reason.NOTED
    return Reason.FINISHED if news.finishes else None


def _others(news: News) -> Reasons:
    entry = news.entry
    reason = FOLLOWED.get(Verb(entry.verb), Reason.FOLLOWED_CHANGE)
    for pk in news.followers:
        yield pk, reason
    if news.is_first and entry.ticket.assignee_id is None:
        for pk in news.staff.waits_for_new(entry.ticket.team_id):
            yield pk, Reason.UNASSIGNED


def _stand_ins(news: News, heard: dict[int, Heard]) -> dict[int, Heard]:
    """Whoever stands in hears what the absent one would have to see to."""
    away = news.staff.stand_ins if heard else {}
    return {
        away[pk]: Heard(why.reason, instead_of=pk)
        for pk, why in heard.items()
        if pk in away and why.reason in OF_WORK
    }


def _pk(news: News, email: Any) -> int | None:
    user = news.staff.by_email.get(str(email).lower())
    return user.pk if user else None
