"""Notices of the workflow: which are due, who gets them, when they stay unsaid."""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from ombud.channels.models import Channel, DeliveryState
from ombud.core.actor import ActorKind, Machine
from ombud.core.models import Installation
from ombud.lib.liquid import TemplateWrong
from ombud.notifications.filling import (
    Filled,
    filled,
    sentence_of,
    spoken,
    values_for,
)
from ombud.notifications.recipients import News, may_hear
from ombud.tickets.models import Direction, Entry, Ticket, Verb
from ombud.workflows.models import ActionNotAllowed, Notice
from ombud.workflows.models.notice import NoticeEvent, Recipient

log = logging.getLogger(__name__)

# Who has had a letter so shortly before needs none by a machine.
JUST_NOW = timedelta(minutes=2)
DAY = timedelta(days=1)
SELVES = {ActorKind.CONTACT, ActorKind.REQUESTER}
AUTOMATIC = [Verb.AUTO_REPLIED, Verb.NOTIFIED]
OUTSIDE = {Recipient.CUSTOMER, Recipient.ADDRESS}
Texts = dict[int, Filled]


def due(news: News, notices: list[Notice]) -> Iterator[Notice]:
    """Those of the workflow that this entry sends out."""
    entry = news.entry
    if entry.undone_at or entry.verb in {*AUTOMATIC, Verb.NOTICE_FAILED, Verb.UNDONE}:
        return
    for notice in notices:
        match notice.event:
            case NoticeEvent.CREATED:
                is_due = news.is_first
            case NoticeEvent.COMPLETED:
                is_due = news.finishes
            case _:
                action = notice.action
                is_due = bool(entry.action and action and action.slug == entry.action)
        if is_due:
            yield notice


def send(news: News, notice: Notice) -> Texts:
    """Write to those outside; gives the words for each agent who gets it."""
    ticket, texts = news.entry.ticket, Texts()
    for place in notice.recipients:
        kind, _colon, whose = place.partition(":")
        try:
            if kind == Recipient.CUSTOMER:
                tell_customer(news, notice)
            elif kind == Recipient.ADDRESS:
                _tell(news, notice, [{"name": "", "address": whose}])
            else:
                texts |= _for_agents(news, notice, kind, whose)
        except (TemplateWrong, ActionNotAllowed) as wrong:
            note_failure(ticket, place, wrong)
    return texts


def tell_customer(news: News, notice: Notice) -> None:
    """A letter to the customer, unless they know already or nobody should write."""
    people = news.entry.ticket.default_recipients()
    if people and not is_silent(news, notice, people[0]["address"]):
        _tell(news, notice, people)


def is_silent(news: News, notice: Notice, address: str) -> bool:
    """Whether the customer was just told, or did it, or is no person."""
    entry = news.entry
    if entry.direction == Direction.OUT:
        return True
    if is_machine(entry.ticket) or is_own(address):
        return True
    if entry.author_kind in SELVES:
        return notice.event != NoticeEvent.CREATED or was_confirmed(entry.ticket)
    return has_just_heard(entry)


def has_just_heard(entry: Entry) -> bool:
    """An agent has written within two minutes, or this same action told it."""
    lately = Entry.objects.filter(
        ticket=entry.ticket_id,
        direction=Direction.OUT,
        undone_at=None,
        at__gte=timezone.now() - JUST_NOW,
    )
    told = lately.filter(verb=Verb.NOTIFIED, cause=entry.action)
    return lately.exclude(verb__in=AUTOMATIC).exists() or told.exists()


def was_confirmed(ticket: Ticket) -> bool:
    """The mailbox confirms by itself; nobody gets two automatic letters a day."""
    if ticket.channel and ticket.channel.auto_reply:
        return True
    theirs = Ticket.objects.of_person(None, ticket.requester_email)
    automatic = Entry.objects.filter(
        ticket__in=theirs, verb__in=AUTOMATIC, at__gte=timezone.now() - DAY
    )
    return automatic.exists()


def is_machine(ticket: Ticket) -> bool:
    """Whether the last letter came from a machine or a list (RFC 3834)."""
    last = ticket.last_incoming()
    return bool(last and last.particulars.get("machine"))


def is_own(address: str) -> bool:
    """Whether it is a mailbox of ours: it would answer itself."""
    own = Channel.objects.values_list("address", "aliases")
    known = {one.lower() for main, more in own for one in (main, *more)}
    return address.lower() in known


def call_back(ticket: Ticket, *, about: int | None = None) -> None:
    """Take back what has not left: its cause was undone, or an agent has written."""
    held = Entry.objects.filter(
        ticket=ticket,
        verb=Verb.NOTIFIED,
        undone_at=None,
        message__delivery__state=DeliveryState.QUEUED,
        message__delivery__attempts=0,
    ).select_related("message__delivery")
    if about is not None:
        held = held.filter(particulars__entry=about)
    for entry in held:
        try:
            with transaction.atomic():
                ticket.undo(entry, by=_company())
        except ActionNotAllowed:
            # A worker was faster.
            log.debug("notice had left entry=%s", entry.pk)


def note_failure(ticket: Ticket, place: str, wrong: Exception) -> None:
    """On the ticket, for its agents: which notice was not sent, and why."""
    name = getattr(wrong, "name", "")
    why = sentence_of(wrong) if isinstance(wrong, TemplateWrong) else str(wrong)
    log.warning("notice failed ticket=%s to=%s why=%r", ticket.pk, place, why)
    ticket.record(
        Verb.NOTICE_FAILED,
        by=Machine(),
        particulars={"to": place, "placeholder": name, "error": why},
    )


def _tell(news: News, notice: Notice, people: list[dict[str, str]]) -> None:
    ticket = news.entry.ticket
    language = ticket.language or Installation.current().language
    words = _in(language, news, notice)
    with transaction.atomic():
        ticket.tell(
            by=_company(),
            to=people,
            subject=words.subject,
            text=words.body,
            about=news.entry,
        )


def _for_agents(news: News, notice: Notice, kind: str, whose: str) -> Texts:
    """In each one's own language; not for who did it, nor who may not see it."""
    texts = Texts()
    for pk in AGENTS[Recipient(kind)](news, whose):
        if pk is not None and may_hear(news, pk):
            user = news.staff.people[pk]
            language = user.language or Installation.current().language
            texts[pk] = _in(language, news, notice)
    return texts


def _in(language: str, news: News, notice: Notice) -> Filled:
    with translation.override(spoken(language)):
        values = values_for(news.entry.ticket, news.entry)
        return filled(notice, values, language)


def _company() -> Machine:
    return Machine(Installation.current().name)


def _previous(news: News, _whose: str) -> list[int | None]:
    """Who had it before this entry."""
    old, _new = news.entry.changes.get("assignee", (None, None))
    return [_pk_of(news, old)]


def _lead(news: News, _whose: str) -> list[int | None]:
    """Who leads the team, where teams have leads."""
    return [getattr(news.entry.ticket.team, "lead_id", None)]


def _pk_of(news: News, email: Any) -> int | None:
    user = news.staff.by_email.get(str(email).lower())
    return user.pk if user else None


AGENTS: dict[Recipient, Callable[[News, str], Sequence[int | None]]] = {
    Recipient.ASSIGNEE: lambda news, _whose: [news.entry.ticket.assignee_id],
    Recipient.PREVIOUS: _previous,
    Recipient.TEAM: lambda news, _whose: news.staff.members.get(
        news.entry.ticket.team_id, []
    ),
    Recipient.LEAD: _lead,
    Recipient.FOLLOWERS: lambda news, _whose: news.followers,
    Recipient.AGENT: lambda news, whose: [_pk_of(news, whose)],
}
