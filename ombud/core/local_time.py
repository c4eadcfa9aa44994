"""A moment in few words: 38 min, 9:42, Wed, 14 Aug, 14 Aug 2024."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.translation import get_language, gettext

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def short(moment: datetime, now: datetime) -> str:
    """Relative up to an hour, clock today, weekday this week, then the date.

    The element ombud-local-time has the same steps: change both.
    """
    apart = abs(now - moment)
    if apart < MINUTE:
        return gettext("now")
    if apart < HOUR:
        minutes = int(apart / MINUTE)
        return gettext("{n} min").format(n=minutes)
    return _on_the_calendar(moment, timezone.localtime(now).date(), *_reader())


def full(moment: datetime) -> str:
    """The whole date and the clock, for the title."""
    return _full(moment, *_reader())


def _reader() -> tuple[str, str]:
    """What the words depend on besides the moment: a list has the same all day."""
    return timezone.get_current_timezone_name(), get_language() or ""


@lru_cache(maxsize=5000)
def _full(moment: datetime, _zone: str, _language: str) -> str:
    local = timezone.localtime(moment)
    return f"{format_date(local, date_format('DATE_FORMAT'))}, {clock(local)}"


def clock(local: datetime) -> str:
    """Hours and minutes of a local moment."""
    return f"{local.hour}:{local.minute:02}"


@lru_cache(maxsize=5000)
def _on_the_calendar(moment: datetime, today: date, _zone: str, _language: str) -> str:
    local = timezone.localtime(moment)
    days = (today - local.date()).days
    if days == 0:
        return clock(local)
    if abs(days) < 7:
        return format_date(local, "D")
    if local.year == today.year:
        return format_date(local, date_format("MONTH_DAY_FORMAT"))
    return format_date(local, date_format("DATE_FORMAT"))


def date_format(name: str) -> str:
    """The reader's language's own format, with the short name of the month."""
    return _date_format(name, get_language() or "en-gb")


@lru_cache(maxsize=50)
def _date_format(name: str, language: str) -> str:
    return str(get_format(name, lang=language)).replace("F", "M")
