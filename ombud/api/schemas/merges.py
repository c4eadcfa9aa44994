"""Tickets that become one, and messages that become a ticket."""

from pydantic import Field

from ombud.api.schemas.common import In, Out
from ombud.tickets.models.concerns.mergeable import MOST


class MergeIn(In):
    """Which tickets go into this one."""

    from_: list[int] = Field(alias="from", min_length=1, max_length=MOST)


class MergeOut(Out):
    """A merge, by the entry that tells of it."""

    id: int
    number: int = Field(description="The ticket that shows all of it.")
    from_: list[int] = Field(serialization_alias="from")


class SplitIn(In):
    """Which messages and notes become a ticket of their own."""

    entries: list[int] = Field(min_length=1, max_length=500)
    move: bool = Field(default=True, description="False leaves them here too.")
    subject: str = Field("", max_length=1000)
    team: str | None = None
    type: str | None = None
