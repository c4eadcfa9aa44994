"""Mails that tell of many things together, hourly or at an hour of the day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ombud.channels.waking import gathered_wakes
from ombud.core.models import Installation
from ombud.notifications.mailing import send_digest
from ombud.notifications.models import Alarm, Mail, Notification, Preferences
from ombud.users.models import User


def send_digests(now: datetime | None = None) -> int:
    """Write to all whose hour has come; gives how many mails."""
    moment = now or timezone.now()
    owed = Notification.objects.owed(Mail.HOURLY) | Notification.objects.owed(
        Mail.DAILY
    )
    alarms = Alarm.objects.owed(Mail.HOURLY) | Alarm.objects.owed(Mail.DAILY)
    theirs = Q(pk__in=owed.values("user")) | Q(pk__in=alarms.values("user"))
    people = User.objects.filter(theirs, is_active=True)
    with gathered_wakes():
        return sum(
            write_to(user, mail, until)
            for user in people
            for mail, until in (
                (Mail.HOURLY, moment),
                (Mail.DAILY, last_hour(user, moment)),
            )
        )


@transaction.atomic
def write_to(user: User, mail: Mail, until: datetime) -> bool:
    """What has gathered until then, of tickets that they may still see."""
    owed = Notification.objects.owed(mail).filter(user=user, created_at__lt=until)
    # Whoever else writes digests at the same moment leaves these alone.
    keys = list(
        owed.select_for_update(skip_locked=True, of=("self",)).values_list(
            "pk", flat=True
        )
    )
    alarms = _alarms(user, mail, until)
    if not keys and not alarms:
        return False
    mine = Notification.objects.filter(pk__in=keys)
    rows = list(mine.visible_to(user).for_page())
    mine.update(mailed_at=timezone.now())
    return send_digest(user, rows, alarms) is not None


def _alarms(user: User, mail: Mail, until: datetime) -> list[Alarm]:
    """The same of the machinery."""
    owed = Alarm.objects.owed(mail).filter(user=user, created_at__lt=until)
    found = list(owed.select_for_update(skip_locked=True, of=("self",)))
    Alarm.objects.filter(pk__in=[row.pk for row in found]).update(
        mailed_at=timezone.now()
    )
    return found


def last_hour(user: User, now: datetime) -> datetime:
    """When the agent's daily mail was due last: what came since waits for the next."""
    hour = Preferences.of(user).digest_hour
    zone = ZoneInfo(user.time_zone or Installation.current().time_zone)
    local = now.astimezone(zone)
    due = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return due if due <= local else due - timedelta(days=1)
