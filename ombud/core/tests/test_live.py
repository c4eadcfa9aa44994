"""From publish() to the open page."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing

import psycopg
import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.test import AsyncClient, Client

from ombud.core import live_stream
from ombud.core.live import CHANNEL, gathered_news, publish
from ombud.core.live_hub import Hub, parameters, running_hub
from ombud.users.models import User

SECONDS = 8

pytestmark = pytest.mark.django_db(transaction=True)


async def _stream(hub: Hub, *topics: str, mark: str = "") -> AsyncIterator[str]:
    async with aclosing(live_stream.events(hub, frozenset(topics), mark)) as events:
        async for piece in events:
            yield piece.decode()


async def _until(stream: AsyncIterator[str], word: str) -> str:
    async def look() -> str:
        async for piece in stream:
            if word in piece:
                return piece
        return ""

    return await asyncio.wait_for(look(), SECONDS)


def _publish(*topics: str) -> None:
    try:
        with transaction.atomic():
            publish(*topics)
    finally:
        connection.close()


def _play(scene: Callable[[], Awaitable[None]]) -> None:
    """In a thread: a browser of another test may own this one's event loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, scene()).result(SECONDS * 3)


def test_a_commit_reaches_the_open_stream() -> None:
    async def scene() -> None:
        hub = await running_hub()
        stream = _stream(hub, "ticket-7")
        await _until(stream, "hello")
        await sync_to_async(_publish)("ticket-8", "ticket-7")
        piece = await _until(stream, "event: changed")
        assert piece.endswith("data: ticket-7\n\n")
        hub.close()

    _play(scene)


def test_a_rollback_reaches_nobody() -> None:
    def take_back() -> None:
        try:
            with transaction.atomic():
                publish("ticket-7")
                transaction.set_rollback(True)
        finally:
            connection.close()

    async def scene() -> None:
        hub = await running_hub()
        stream = _stream(hub, "ticket-7", "end")
        await _until(stream, "hello")
        await sync_to_async(take_back)()
        await sync_to_async(_publish)("end")
        assert "data: end" in await _until(stream, "event: changed")
        hub.close()

    _play(scene)


def test_gathered_news_come_once_and_at_the_end() -> None:
    with psycopg.connect(**parameters()) as link:
        link.execute(f"LISTEN {CHANNEL}")
        with gathered_news():
            publish("ticket-7", "ticket-8")
            publish("ticket-7")
            assert list(link.notifies(timeout=0.1)) == []
        heard = [one.payload for one in link.notifies(timeout=SECONDS, stop_after=2)]
    assert heard == ["ticket-7", "ticket-8"]


def test_after_the_database_was_away_the_page_looks_again() -> None:
    def cut() -> None:
        with psycopg.connect(**parameters()) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND datname = current_database()"
            )

    async def scene() -> None:
        hub = await running_hub()
        stream = _stream(hub, "ticket-7")
        await _until(stream, "hello")
        await sync_to_async(cut)()
        await _until(stream, "event: reconnected")
        await sync_to_async(_publish)("ticket-7")
        await _until(stream, "data: ticket-7")
        hub.close()

    _play(scene)


def test_what_was_missed_is_made_up() -> None:
    hub = Hub()
    mark = hub.mark(hub.place)
    for topic in ("ticket-1", "ticket-2", "ticket-1"):
        hub.tell(topic)
    pieces = live_stream.greeting(hub, frozenset({"ticket-1"}), mark)
    assert [piece.count(b"ticket-1") for piece in pieces] == [0, 1]


@pytest.mark.parametrize("mark", ["another-3", "nonsense", "-", "x-y-z"])
def test_a_mark_of_another_process_means_look_again(mark: str) -> None:
    pieces = live_stream.greeting(Hub(), frozenset({"a"}), mark)
    assert b"event: reconnected" in pieces[0]


def test_a_mark_that_is_too_old_means_look_again() -> None:
    hub = Hub()
    mark = hub.mark(0)
    for _ in range(2500):
        hub.tell("tickets")
    assert hub.since(mark) is None


def test_a_closing_process_ends_its_streams() -> None:
    async def scene() -> None:
        hub = Hub()
        stream = _stream(hub, "a")
        await _until(stream, "hello")
        hub.close()
        assert await _until(stream, "no such word") == ""

    _play(scene)


def test_a_stream_beats_while_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_stream, "HEARTBEAT_SECONDS", 0.01)

    async def scene() -> None:
        assert ": beat" in await _until(_stream(Hub(), "a"), "beat")

    _play(scene)


def test_an_agents_page_is_answered_with_a_stream(agnes: User) -> None:
    async def scene() -> None:
        client = AsyncClient()
        await client.aforce_login(agnes)
        response = await client.get("/live/?topics=tickets")
        assert response.headers["Content-Type"] == "text/event-stream"
        pieces = aiter(response.streaming_content)
        assert await anext(pieces) == b"retry: 1000\n\n"
        await pieces.aclose()
        (await running_hub()).close()

    _play(scene)


def test_zoe_hears_nothing() -> None:
    assert Client().get("/live/").status_code == 302


def test_somebody_without_a_role_hears_nothing() -> None:
    visitor = User.objects.create_user("v@ombud.example", "x", name="V")

    async def scene() -> None:
        client = AsyncClient()
        await client.aforce_login(visitor)
        response = await client.get("/live/?topics=tickets")
        assert response.status_code == 403

    _play(scene)
