"""Channels, and what came of all that they brought."""

from datetime import date

from ombud.api.schemas.common import Out
from ombud.api.schemas.people import TeamRef


class ChannelOut(Out):
    """One configured way in or out."""

    slug: str
    name: str
    kind: str
    address: str | None
    enabled: bool
    health: str
    team: TeamRef


class Channels(Out):
    """All channels."""

    items: list[ChannelOut]
    next: None = None


class LedgerOut(Out):
    """One day of a channel: what was in the mailbox is the sum of the rest."""

    day: date
    in_mailbox: int
    ticketed: int
    suppressed: int
    held: int
    failed: int
    open: int
