"""Mailbox → stored mails: raw bytes are committed before the server may forget them."""

import logging
import time
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from ombud.channels.drivers import (
    Driver,
    Fetched,
    FetchError,
    Known,
    Listing,
    Watermark,
    driver_for,
)
from ombud.channels.models import AfterFetch, Channel
from ombud.channels.models.channel import CLOCK_GRACE
from ombud.intake.models import Inbound, Reconciliation
from ombud.intake.waking import wake_drain

log = logging.getLogger(__name__)
# How often the drain is woken while mails keep coming.
WAKE_SECONDS = 0.5
# After these a stored mail is no longer in the folder.
LEAVING = {AfterFetch.MOVE, AfterFetch.DELETE}


def fetch(channel: Channel, driver: Driver, *, full: bool = False) -> int:
    """Store what is new; gives how many. `full` compares every uid of the mailbox.

    Raises FetchError; what was stored before stays stored.
    """
    begin(channel, driver)
    count, woken = 0, 0.0
    known = knower(channel)
    try:
        for mail in driver.fetch(known, None if full else watermark(channel)):
            store(channel, driver, mail)
            count += 1
            if time.monotonic() - woken > WAKE_SECONDS:
                wake_drain()
                woken = time.monotonic()
    finally:
        if count:
            wake_drain()
    channel.note_contact()
    return count


def fetch_once(channel: Channel, *, full: bool = False) -> int:
    """Connect, fetch, say goodbye; trouble is noted on the channel."""
    try:
        with driver_for(channel) as driver:
            return fetch(channel, driver, full=full)
    except FetchError as error:
        channel.note_trouble(f"{error.message} {error.words}".strip())
        log.warning("fetch failed channel=%s why=%r", channel.slug, error.message)
        raise


def begin(channel: Channel, driver: Driver) -> None:
    """Once a connection: pass over what is too old, finish what was interrupted."""
    if driver.uidvalidity and has_begun(channel, driver.uidvalidity):
        return
    listing = driver.listing()
    if has_begun(channel, listing.uidvalidity):
        finish(channel, driver, listing)
    else:
        pass_over_old(channel, driver, listing)


def pass_over_old(channel: Channel, driver: Driver, listing: Listing) -> None:
    """On the first contact with a mailbox, what is older than its start.

    The same where the server has given all its mails new uids (RFC 9051, 2.3.1.1).
    """
    if channel.starts_from:
        wanted = set(driver.listing(channel.starts_from).uids)
        old = [uid for uid in listing.uids if uid not in wanted]
        Inbound.objects.skip(channel, listing.uidvalidity, old)


def finish(channel: Channel, driver: Driver, listing: Listing) -> None:
    """A worker may have died between storing a mail and telling the server so."""
    if channel.after_fetch not in LEAVING:
        return
    for some in chunks(listing.uids):
        for uid in Inbound.objects.whole(channel, listing.uidvalidity, some):
            driver.acknowledge(uid, listing.uidvalidity)


def has_begun(channel: Channel, uidvalidity: str) -> bool:
    """Whether anything of this mailbox has ever been stored or passed over."""
    mails = Inbound.objects.filter(channel=channel, uidvalidity=uidvalidity)
    return mails.exists()


def store(channel: Channel, driver: Driver, mail: Fetched) -> None:
    """Keep one mail; only then may the server do with it what the channel says."""
    stored = Inbound.objects.store(
        channel,
        mail.raw,
        uidvalidity=mail.uidvalidity,
        uid=mail.uid,
        silent=is_from_the_past(channel, mail),
        arrived_at=mail.arrived_at,
        size=mail.size or len(mail.raw),
        hold=why_partial(mail),
    )
    if stored and not stored.is_partial:
        driver.acknowledge(mail.uid, mail.uidvalidity)


def why_partial(mail: Fetched) -> str:
    """Why we have only a part of it; empty where we have all."""
    if mail.too_large:
        return _("It is too large (%(size)d MB); only its head was fetched.") % {
            "size": mail.size // 1024 // 1024
        }
    if mail.words:
        return _("The server would not hand it over: %(words)s") % {"words": mail.words}
    return ""


def is_from_the_past(channel: Channel, mail: Fetched) -> bool:
    """Arrived before the mailbox was started: nobody is answered any more.

    Servers tell the second at best, by a clock of their own.
    """
    started = channel.started_at
    if not started or not mail.arrived_at:
        return False
    return mail.arrived_at < started - CLOCK_GRACE


def knower(channel: Channel) -> Known:
    """Tells the driver which uids are stored already."""

    def known(uidvalidity: str, uids: Sequence[str]) -> set[str]:
        return Inbound.objects.known(channel, uidvalidity, uids)

    return known


def watermark(channel: Channel) -> Watermark | None:
    """The last stored mail: they are stored in the mailbox's order."""
    last = (
        Inbound.objects.filter(channel=channel)
        .order_by("-received_at", "-id")
        .values_list("uidvalidity", "uid")
        .first()
    )
    return (last[0], last[1]) if last else None


def reconcile(channel: Channel) -> Reconciliation:
    """Compare the whole mailbox with what we know, and fetch what was missed."""
    with driver_for(channel) as driver:
        begin(channel, driver)
        listing = driver.listing()
        unknown = len(listing.uids) - sum(
            len(Inbound.objects.known(channel, listing.uidvalidity, some))
            for some in chunks(listing.uids)
        )
        if unknown:
            log.warning("mails missed channel=%s count=%d", channel.slug, unknown)
            fetch(channel, driver, full=True)
    return Reconciliation.objects.create(
        channel=channel,
        at=timezone.now(),
        on_server=len(listing.uids),
        unknown=unknown,
    )


def chunks(uids: Sequence[str], size: int = 1000) -> list[Sequence[str]]:
    """In parts that one question to the database can hold."""
    return [uids[at : at + size] for at in range(0, len(uids), size)]
