"""Who follows what at Crema & Co., and what rings under whose bell."""

from datetime import timedelta

from django.utils import timezone

from ombud.notifications.filling import Filled
from ombud.notifications.hearing import Telling
from ombud.notifications.models import Mail, Notification
from ombud.tickets.mentions import mentioned_in
from ombud.tickets.models import Entry, EntryKind, Following, Ticket
from ombud.users.models import User
from ombud.workspace.demo.rows import Rows

# Agent: how many open tickets that are not theirs they follow.
FOLLOW = {"lena": 3, "tomas": 1, "grace": 1}
RECENT = timedelta(days=4)
# What rang before has been read.
FRESH = timedelta(hours=3)
NO_WORDS: dict[int, Filled] = {}


def name_in_notes(rows: Rows) -> None:
    """As writing a note would have kept it; before the rows are saved."""
    for entry in rows.entries:
        if entry.kind == EntryKind.NOTE:
            named = mentioned_in(entry.html, entry.text, entry.ticket)
            if named.keys:
                entry.particulars = {"mentions": named.keys}


def ring(rows: Rows, agents: dict[str, User]) -> None:
    """By the very rules of the desk, without a mail to anybody."""
    for key, count in FOLLOW.items():
        follow(agents[key], count)
    now = timezone.now()
    recent = [entry for entry in rows.entries if entry.at > now - RECENT]
    telling = Telling([entry.pk for entry in recent])
    found = [
        rung
        for news in telling.news()
        for rung in telling.notifications(news, NO_WORDS)
    ]
    for one in found:
        one.mail, one.mailed_at = Mail.NEVER, None
        one.created_at = one.entry.at
        one.read_at = None if one.entry.at > now - FRESH else one.entry.at
    # The newest has the highest key, as if they had come one by one.
    found.sort(key=lambda one: (one.created_at, one.entry_id))
    Notification.objects.bulk_create([one for one in found if one.in_app])


def follow(agent: User, count: int) -> None:
    """Some open tickets of colleagues, the liveliest first."""
    others = Ticket.objects.visible_to(agent).unfinished().exclude(assignee=agent)
    named = Entry.objects.filter(kind=EntryKind.NOTE).values("ticket")
    chosen = others.filter(assignee__isnull=False, pk__in=named).newest_first()[:count]
    Following.objects.bulk_create(
        Following(ticket=ticket, user=agent) for ticket in chosen
    )
