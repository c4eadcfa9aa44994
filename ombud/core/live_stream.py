"""GET /live/?topics=tickets,ticket-1042: server-sent events for an agent's page."""

import asyncio
import re
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponseForbidden, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from ombud.core.live_hub import Hub, running_hub

HEARTBEAT_SECONDS = 15.0
# Then the browser comes again by itself, and is judged again.
STREAM_SECONDS = 15 * 60.0
MOST_TOPICS = 100
TOPIC = re.compile(r"[a-z0-9-]{1,60}")


@require_GET
async def live(request: HttpRequest) -> HttpResponseBase:
    """The stream; `since` or Last-Event-ID makes up for a short absence."""
    if not await sync_to_async(_may_listen)(request):
        return HttpResponseForbidden()
    topics = frozenset(TOPIC.findall(request.GET.get("topics", ""))[:MOST_TOPICS])
    mark = request.headers.get("last-event-id") or request.GET.get("since", "")
    response = StreamingHttpResponse(
        events(await running_hub(), topics, mark), content_type="text/event-stream"
    )
    response.headers["Cache-Control"] = "no-store"
    # A proxy that collects answers would hold them back.
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _may_listen(request: HttpRequest) -> bool:
    """Whether this is an agent; gives the database connection back at once.

    Otherwise the request would keep it as long as its stream is open.
    """
    try:
        return bool(getattr(request.user, "is_agent", False))
    finally:
        connections["default"].close()


async def events(hub: Hub, topics: frozenset[str], mark: str) -> AsyncIterator[bytes]:
    """The events of these topics, with heartbeats, for a quarter of an hour."""
    loop = asyncio.get_running_loop()
    end = loop.time() + STREAM_SECONDS
    with hub.stream() as queue:
        yield b"retry: 1000\n\n"
        for piece in greeting(hub, topics, mark):
            yield piece
        while not hub.is_closed and loop.time() < end:
            try:
                place, topic = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield f": beat\nid: {hub.mark(hub.place)}\n\n".encode()
                continue
            if hub.is_closed:
                break
            if topic is None:
                yield event("reconnected", hub.mark(place))
            elif topic in topics:
                yield event("changed", hub.mark(place), topic)


def greeting(hub: Hub, topics: frozenset[str], mark: str) -> list[bytes]:
    """Where we are; after an absence what was missed, or the word to look again."""
    here = hub.mark(hub.place)
    missed = hub.since(mark) if mark else []
    if missed is None or any(topic is None for _, topic in missed):
        return [event("reconnected", here)]
    changed = sorted({topic for _, topic in missed if topic in topics})
    return [event("hello", here), *(event("changed", here, topic) for topic in changed)]


def event(name: str, mark: str, data: str = "") -> bytes:
    """One event as the wire wants it."""
    return f"id: {mark}\nevent: {name}\ndata: {data}\n\n".encode()
