"""Channels as the pipeline needs them, for some seconds from memory."""

import time

from ombud.channels.models import Channel

# How soon a changed setting is felt by the intake.
FRESH_SECONDS = 5
_kept: dict[int, tuple[float, Channel]] = {}


def channel_with(pk: int) -> Channel:
    """The channel with its team, workflow and first state: no query for most mails."""
    kept = _kept.get(pk)
    if kept and time.monotonic() - kept[0] < FRESH_SECONDS:
        return kept[1]
    channel = Channel.objects.select_related("team", "workflow").get(pk=pk)
    _kept[pk] = (time.monotonic(), channel)
    return channel


def forget_channels() -> None:
    """For tests, which change channels faster than people."""
    _kept.clear()
