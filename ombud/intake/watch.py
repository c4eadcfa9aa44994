"""Mailboxes are watched as long as the worker lives: IDLE where it is offered.

Only one worker of an installation watches: the one that holds the lock, which
PostgreSQL frees at once when that worker dies. Two would do no harm (a mail is stored
once), they would only fetch everything twice.
"""

import logging
import threading
from contextlib import suppress
from typing import Any

import psycopg
from django.db import DatabaseError, connections

from ombud.channels.drivers import FetchError, driver_for
from ombud.channels.models import Channel
from ombud.intake.fetch import fetch
from ombud.intake.waking import wake_drain

log = logging.getLogger(__name__)
# How long one wait for news lasts; also how soon changed settings are seen.
IDLE_SECONDS = 60
# Without IDLE, and after trouble.
POLL_SECONDS = 60
FIRST_RETRY_SECONDS = 5
LEADER_LOCK = 72_710_001


class Watch(threading.Thread):
    """Fetches one mailbox again and again, in a thread of its own."""

    def __init__(self, channel_id: int, settings: tuple[Any, ...]) -> None:
        super().__init__(name=f"watch-{channel_id}", daemon=True)
        self.channel_id = channel_id
        self.settings = settings
        self.stopping = threading.Event()

    def run(self) -> None:
        """Until it is told to stop; trouble only makes it wait longer."""
        pause = FIRST_RETRY_SECONDS
        while not self.stopping.is_set():
            try:
                self._stay_connected()
                pause = FIRST_RETRY_SECONDS
            except FetchError as error:
                self._note(error)
            except DatabaseError as error:
                log.warning("watch waits for the database error=%r", str(error))
            except Exception:
                log.exception("watch failed channel=%s", self.channel_id)
            finally:
                # A restarted server leaves dead connections behind.
                connections.close_all()
            self.stopping.wait(pause)
            pause = min(pause * 2, POLL_SECONDS)

    def _stay_connected(self) -> None:
        channel = Channel.objects.get(pk=self.channel_id)
        with driver_for(channel) as driver:
            while not self.stopping.is_set():
                fetch(channel, driver)
                connections.close_all()
                if not driver.can_idle:
                    self.stopping.wait(POLL_SECONDS)
                    return
                driver.idle(IDLE_SECONDS)

    def _note(self, error: FetchError) -> None:
        log.warning("fetch failed channel=%s why=%r", self.channel_id, error.message)
        with suppress(DatabaseError):
            channel = Channel.objects.filter(pk=self.channel_id).first()
            if channel:
                channel.note_trouble(f"{error.message} {error.words}".strip())


def settings_of(channel: Channel) -> tuple[Any, ...]:
    """What a changed connection is recognised by."""
    return (
        channel.protocol,
        channel.in_host,
        channel.in_port,
        channel.in_security,
        channel.in_user,
        channel.in_password,
        channel.folder,
        channel.after_fetch,
        channel.started_at,
        channel.verify_certificate,
    )


class Watcher(threading.Thread):
    """Keeps a Watch for every mailbox that is to be fetched."""

    def __init__(self) -> None:
        super().__init__(name="watcher", daemon=True)
        self.stopping = threading.Event()
        self.watches: dict[int, Watch] = {}
        self.lock: psycopg.Connection[Any] | None = None
        self.holds = False

    def run(self) -> None:
        """Look every few seconds which mailboxes there are."""
        while not self.stopping.is_set():
            try:
                if self._leads():
                    self._follow()
            except (DatabaseError, psycopg.Error) as error:
                log.warning("watcher waits for the database error=%r", str(error))
                self.lock = None
            finally:
                connections.close_all()
            self.stopping.wait(2)

    def stop(self) -> None:
        """Stop all watches; they end with their next breath."""
        self.stopping.set()
        for watch in self.watches.values():
            watch.stopping.set()
        if self.lock:
            self.lock.close()

    def _leads(self) -> bool:
        """Whether this worker is the one that watches."""
        if self.lock is None or self.lock.closed:
            self.lock = connect()
            self.holds = False
        if not self.holds:
            asked = self.lock.execute(
                "SELECT pg_try_advisory_lock(%s)", [LEADER_LOCK]
            ).fetchone()
            self.holds = bool(asked and asked[0])
            if self.holds:
                # What the worker before us had stored and not read.
                wake_drain()
        else:
            # A restarted server has freed the lock: asking shows it.
            self.lock.execute("SELECT 1")
        return self.holds

    def _follow(self) -> None:
        """Start, stop and renew watches, as the channels' settings say."""
        wanted = {c.pk: settings_of(c) for c in Channel.objects.fetched()}
        for pk, watch in list(self.watches.items()):
            if wanted.get(pk) != watch.settings or not watch.is_alive():
                watch.stopping.set()
                del self.watches[pk]
        for pk, settings in wanted.items():
            if pk not in self.watches:
                self.watches[pk] = Watch(pk, settings)
                self.watches[pk].start()


def connect() -> "psycopg.Connection[Any]":
    """A connection of our own, outside the pool: it carries the lock."""
    params = connections["default"].get_connection_params()
    params = {
        key: value
        for key, value in params.items()
        if key in {"dbname", "user", "password", "host", "port"}
    }
    return psycopg.connect(**params, autocommit=True)
