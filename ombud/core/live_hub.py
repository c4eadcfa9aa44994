"""The one LISTEN connection a process keeps, and the open streams it feeds."""

import asyncio
import logging
import secrets
import signal
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from ombud.core.live import CHANNEL

logger = logging.getLogger(__name__)

KEPT = 2000
RETRY_SECONDS = (0.2, 1.0, 2.0, 5.0)
NOT_FOR_LIBPQ = {"pool", "isolation_level", "server_side_binding", "assume_role"}

# A change: its place in this process's count, and its topic. None: look at everything.
Change = tuple[int, str | None]


class Hub:
    """Hears PostgreSQL and hands each change to every open stream of this process."""

    def __init__(self) -> None:
        self.epoch = secrets.token_hex(4)
        self.place = 0
        self.is_closed = False
        self._kept: deque[Change] = deque(maxlen=KEPT)
        self._streams: set[asyncio.Queue[Change]] = set()
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    async def start(self) -> None:
        """Listen, once; return when the database says so, or after a moment."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen_for_ever())
        with suppress(TimeoutError):
            await asyncio.wait_for(self._listening.wait(), 2)

    @contextmanager
    def stream(self) -> Iterator[asyncio.Queue[Change]]:
        """A queue that every change from now on is put into."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._streams.add(queue)
        try:
            yield queue
        finally:
            self._streams.discard(queue)

    def since(self, mark: str) -> list[Change] | None:
        """The changes after that mark, or None where they are not known any more."""
        epoch, _, place = mark.partition("-")
        oldest = self._kept[0][0] if self._kept else self.place + 1
        if epoch != self.epoch or not place.isdecimal() or int(place) < oldest - 1:
            return None
        return [change for change in self._kept if change[0] > int(place)]

    def mark(self, place: int) -> str:
        """A place in the count, as the browser gives it back."""
        return f"{self.epoch}-{place}"

    def tell(self, topic: str | None) -> None:
        """Count one change and hand it on."""
        self.place += 1
        self._kept.append((self.place, topic))
        for queue in self._streams:
            queue.put_nowait((self.place, topic))

    def close(self) -> None:
        """End every stream and the connection: the process is going."""
        self.is_closed = True
        if self._task:
            self._task.cancel()
        for queue in self._streams:
            queue.put_nowait((self.place, None))

    async def _listen_for_ever(self) -> None:
        failures = 0
        while True:
            try:
                async for topic in self._topics():
                    failures = 0
                    self.tell(topic)
            except (psycopg.Error, OSError) as error:
                wait = RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
                failures += 1
                logger.warning("live stream lost the database error=%r", str(error))
                await asyncio.sleep(wait)

    async def _topics(self) -> AsyncIterator[str | None]:
        """Topics as they come; first None after a gap in which some may be lost."""
        connection = await psycopg.AsyncConnection.connect(**parameters())
        async with connection:
            await connection.execute(
                sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL))
            )
            if self._listening.is_set():
                yield None
            self._listening.set()
            async for notice in connection.notifies():
                yield notice.payload


def parameters() -> dict[str, Any]:
    """How Django reaches the database, for a connection of our own."""
    settings = connections["default"].settings_dict
    options = {
        name: value
        for name, value in settings["OPTIONS"].items()
        if name not in NOT_FOR_LIBPQ
    }
    named = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
    }
    given = {name: value for name, value in named.items() if value}
    return {**options, **given, "autocommit": True, "connect_timeout": 5}


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


async def running_hub() -> Hub:
    """The hub of this event loop: one a process, except in tests."""
    loop = asyncio.get_running_loop()
    for other in [each for each in _hubs if each.is_closed()]:
        del _hubs[other]
    if loop not in _hubs:
        _hubs[loop] = Hub()
        _close_on_signals(_hubs[loop], loop)
    await _hubs[loop].start()
    return _hubs[loop]


def _close_on_signals(hub: Hub, loop: asyncio.AbstractEventLoop) -> None:
    """End the streams before the server waits for its open requests to end."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)

        def handle(number: int, frame: FrameType | None, before: Any = before) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(hub.close)
            if callable(before):
                before(number, frame)
            elif before == signal.SIG_DFL:
                signal.signal(number, signal.SIG_DFL)
                signal.raise_signal(number)

        signal.signal(number, handle)
        signal.siginterrupt(number, False)  # noqa: FBT003  # C takes no names
