"""Telling those who keep the machinery that something is down, or good again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from ombud.notifications.mailing import send_alarm, speaking_to
from ombud.notifications.models import Alarm, Event, Mail, Preferences
from ombud.users.models import User
from ombud.users.permissions import Permission

# Who hears of which machinery: those who may do something about it.
ALARMED = {Event.SYSTEM: Permission.MANAGE_SOURCES}


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, and what follows from it."""

    title: str
    text: str = ""


@transaction.atomic
def tell(
    event: Event, words: Callable[[], Words], *, url: str, is_over: bool = False
) -> list[Alarm]:
    """Everybody who keeps it, in their own language and by the ways they want.

    Who calls it sees to it that it is called once.
    """
    people = {user.pk: user for user in keepers(ALARMED[event])}
    wishes = Preferences.objects.in_bulk(people)
    rows = []
    for pk, user in people.items():
        wish = (wishes.get(pk) or Preferences(user_id=pk)).wish(event)
        if wish.is_deaf:
            continue
        with speaking_to(user):
            said = words()
        rows.append(
            Alarm(
                user=user,
                title=said.title[:300],
                text=said.text,
                url=url,
                is_over=is_over,
                in_app=wish.in_app,
                mail=wish.mail,
            )
        )
    return _told(Alarm.objects.ring(rows))


def keepers(permission: Permission) -> Iterable[User]:
    """Those who can do something about it."""
    allowed = User.objects.filter(
        is_active=True, roles__permissions__contains=[permission]
    )
    return allowed.distinct()


def events_for(user: User) -> list[Event]:
    """What somebody can hear of at all."""
    return [
        event for event in Event if event not in ALARMED or user.may(ALARMED[event])
    ]


def _told(rows: list[Alarm]) -> list[Alarm]:
    for row in rows:
        if row.mail == Mail.NOW:
            send_alarm(row.user, [row])
    return rows
