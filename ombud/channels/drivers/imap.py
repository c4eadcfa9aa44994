"""Mailboxes over IMAP: by UID and UIDVALIDITY, never by the read flag."""

import imaplib
import re
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from ombud.channels.drivers.base import (
    Fetched,
    Known,
    Listing,
    Watermark,
)
from ombud.channels.drivers.imap_connection import Connection, messages
from ombud.channels.drivers.imap_session import ImapSession, line_of, quoted
from ombud.channels.models.channel import AfterFetch

SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
ARRIVED = re.compile(rb'INTERNALDATE "([^"]+)"')
# Uids in one question to the caller or to the server: a command stays short.
ASK = 500
# Small mails travel together; one command never brings more than this.
TOGETHER = 20
TOGETHER_BYTES = 1024 * 1024
MAX_HEADER = 256 * 1024
# How often a server without IDLE is asked.
POLL_SECONDS = 15


class ImapDriver(ImapSession):
    """Fetches over IMAP, sends over SMTP."""

    can_idle = True

    # Reading

    def fetch(self, known: Known, after: Watermark | None = None) -> Iterator[Fetched]:
        """What is not known, the oldest first; `after` spares asking about the rest.

        Without `after`, all uids of the mailbox are compared: now and then that
        proves that nothing was missed.
        """
        with self._talk() as imap:
            uids = self._search(imap, self._criterion(after))
            self._seen_up_to = max(self._seen_up_to, *map(int, uids), 0)
            for some in _chunks(uids, ASK):
                have = known(self.uidvalidity, some)
                yield from self._mails(imap, [uid for uid in some if uid not in have])

    def fetch_one(
        self, uidvalidity: str, uid: str, limit: int | None = None
    ) -> Fetched | None:
        """One mail once more, with another limit if wanted; None where it is gone."""
        with self._talk() as imap:
            if uidvalidity != self.uidvalidity:
                return None
            imap.max_literal = self._room(limit or self.max_bytes)
            return next(self._mails(imap, [uid], limit), None)

    def listing(self, since: datetime | None = None) -> Listing:
        """What is there now, or what of it arrived at that moment or later."""
        with self._talk() as imap:
            if not since:
                return Listing(self.uidvalidity, self._search(imap, "ALL"))
            # SINCE knows days only, in the time zone of the server.
            day = since - timedelta(days=1)
            uids = self._search(imap, f"SINCE {_day(day)}")
            return Listing(self.uidvalidity, self._arrived(imap, uids, since))

    def idle(self, seconds: float) -> bool:
        """Wait for news. True where something came, also since the last fetch."""
        with self._talk() as imap:
            until = time.monotonic() + seconds
            while not self._has_grown(imap):
                left = until - time.monotonic()
                if left <= 0:
                    return False
                if "IDLE" in imap.capabilities:
                    return imap.idle_until_news(left)
                time.sleep(min(left, POLL_SECONDS))
            return True

    def _has_grown(self, imap: Connection) -> bool:
        return bool(self._search(imap, f"UID {self._seen_up_to + 1}:*"))

    # Once it is stored

    def acknowledge(self, uid: str, uidvalidity: str = "") -> None:
        """Do what the channel says shall become of a stored mail on the server."""
        if self.channel.after_fetch == AfterFetch.LEAVE:
            return
        with self._talk() as imap:
            if uidvalidity and uidvalidity != self.uidvalidity:
                return
            if self.channel.after_fetch == AfterFetch.SEEN:
                self._do(imap, "STORE", uid, "+FLAGS", r"(\Seen)")
            elif self.channel.after_fetch == AfterFetch.MOVE:
                self._move(imap, uid)
            else:
                self._delete(imap, uid)

    def _move(self, imap: Connection, uid: str) -> None:
        target = quoted(self.channel.move_to)
        how = "MOVE" if "MOVE" in imap.capabilities else "COPY"
        if imap.uid(how, uid, target)[0] != "OK":
            # The folder is missing: most servers say so with TRYCREATE, not all.
            imap.create(target)
            self._do(imap, how, uid, target)
        if how == "COPY":
            self._delete(imap, uid)

    def _delete(self, imap: Connection, uid: str) -> None:
        self._do(imap, "STORE", uid, "+FLAGS", r"(\Deleted)")
        if "UIDPLUS" in imap.capabilities:
            self._do(imap, "EXPUNGE", uid)
        elif self._search(imap, "DELETED") == [uid]:
            # A plain EXPUNGE would also take what others have marked.
            imap.expunge()

    # Mails

    def _criterion(self, after: Watermark | None) -> str:
        if after and after[0] == self.uidvalidity:
            return f"UID {int(after[1]) + 1}:*"
        return "ALL"

    def _arrived(self, imap: Connection, uids: list[str], since: datetime) -> list[str]:
        late = []
        for some in _chunks(uids, ASK):
            data = self._do(imap, "FETCH", ",".join(some), "(UID INTERNALDATE)")
            for uid, (head, _literal) in messages(data).items():
                at = _arrival(head)
                if at is None or at >= since:
                    late.append(uid)
        return sorted(late, key=int)

    def _mails(
        self, imap: Connection, uids: list[str], limit: int | None = None
    ) -> Iterator[Fetched]:
        limit = limit or self.max_bytes
        for some in _chunks(uids, ASK):
            what = "(UID RFC822.SIZE INTERNALDATE)"
            facts = messages(self._do(imap, "FETCH", ",".join(some), what))
            heads = {uid: facts[uid][0] for uid in some if uid in facts}
            sizes = {uid: _size(head) for uid, head in heads.items()}
            for group in _groups(sizes, limit):
                for uid, raw, words in self._bodies(imap, group, sizes, limit):
                    yield Fetched(
                        self.uidvalidity,
                        uid,
                        raw,
                        _arrival(heads[uid]),
                        size=sizes[uid],
                        too_large=sizes[uid] > limit and not words,
                        words=words,
                    )

    def _bodies(
        self, imap: Connection, uids: list[str], sizes: dict[str, int], limit: int
    ) -> Iterator[tuple[str, bytes, str]]:
        """Raw mails, or why the server would not give one; gone ones are left out."""
        large = sizes[uids[0]] > limit
        what = f"BODY.PEEK[HEADER]<0.{MAX_HEADER}>" if large else "BODY.PEEK[]"
        status, data = imap.uid("FETCH", ",".join(uids), f"(UID {what})")
        if status != "OK" and len(uids) > 1:
            # One bad mail must not hold up its neighbours.
            for uid in uids:
                yield from self._bodies(imap, [uid], sizes, limit)
            return
        if status != "OK":
            yield uids[0], b"", line_of(data) or status
            return
        found = messages(list(data))
        for uid in uids:
            if uid in found:
                raw = found[uid][1]
                yield uid, raw, "" if raw else _("The server sent an empty mail.")


def _day(at: datetime) -> str:
    """22-Nov-2026, in English whatever the machine speaks."""
    return imaplib.Time2Internaldate(at).strip('"').split()[0]


def _size(head: bytes) -> int:
    found = SIZE.search(head)
    return int(found[1]) if found else 0


def _arrival(head: bytes) -> datetime | None:
    found = ARRIVED.search(head)
    if not found:
        return None
    try:
        text = found[1].decode("ascii").strip().replace("-", " ", 2)
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None


def _chunks(uids: Sequence[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(uids), size):
        yield list(uids[start : start + size])


def _groups(sizes: dict[str, int], limit: int) -> Iterator[list[str]]:
    """Small neighbours together; each large one alone."""
    group: list[str] = []
    weight = 0
    for uid, size in sizes.items():
        cost = size if size <= limit else TOGETHER_BYTES + 1
        if group and (len(group) >= TOGETHER or weight + cost > TOGETHER_BYTES):
            yield group
            group, weight = [], 0
        group.append(uid)
        weight += cost
    if group:
        yield group
