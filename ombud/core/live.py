"""Telling open pages that something changed: keys only, never data."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ombud.core.statements import ask

CHANNEL = "ombud_live"
_gathered: ContextVar[dict[str, None] | None] = ContextVar("gathered", default=None)


def publish(*topics: str) -> None:
    """Notify of these topics ("tickets", "ticket-1042") when the transaction commits.

    The page that hears a key fetches again, and is judged again.
    """
    gathered = _gathered.get()
    if gathered is not None:
        gathered.update(dict.fromkeys(topics))
    else:
        _notify(list(topics))


@contextmanager
def gathered_news() -> Iterator[None]:
    """Notify once at the end of all that is published inside, each topic once.

    For many short transactions in a row: their pages would be fetched after each.
    """
    topics: dict[str, None] = {}
    token = _gathered.set(topics)
    try:
        yield
    finally:
        _gathered.reset(token)
        if topics:
            _notify(list(topics))


def _notify(topics: list[str]) -> None:
    ask(
        "SELECT pg_notify(%s, topic) FROM unnest(%s::text[]) AS topic",
        [CHANNEL, topics],
    )
