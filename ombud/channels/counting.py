"""How many mails a choice of start would bring, asked of the server."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.channels.drivers import FetchError, driver_for
from ombud.channels.models import Channel

T = TypeVar("T")
COUNT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Count:
    """What is in the mailbox: all, and of the last days."""

    total: int
    recent: int


def count(channel: Channel, days: int) -> Count:
    """Ask the server, for so long at most; FetchError where it does not tell."""
    since = timezone.now() - timedelta(days=days)
    return within(COUNT_SECONDS, lambda: _ask(channel, since))


def _ask(channel: Channel, since: datetime) -> Count:
    with driver_for(channel, 5) as driver:
        return Count(driver.listing().count, driver.listing(since).count)


def within(seconds: float, work: Callable[[], T]) -> T:
    """The work's result; one that takes longer is left behind in its thread."""
    results: list[T] = []
    troubles: list[FetchError] = []

    def run() -> None:
        try:
            results.append(work())
        except FetchError as error:
            troubles.append(error)

    thread = threading.Thread(target=run, daemon=True, name="count")
    thread.start()
    thread.join(seconds)
    if troubles:
        raise troubles[0]
    if not results:
        raise FetchError(_("The server did not answer in time."))
    return results[0]
