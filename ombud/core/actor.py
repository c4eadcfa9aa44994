"""Who did it: agents, contacts and rules fit this from the floors above."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ActorKind(StrEnum):
    """What sort of actor; kept on every entry."""

    AGENT = "agent"
    CONTACT = "contact"
    REQUESTER = "requester"
    MACHINE = "machine"


class Actor(Protocol):
    """Whoever does something to a ticket."""

    @property
    def actor_kind(self) -> ActorKind:
        """What sort of actor this is."""

    @property
    def actor_name(self) -> str:
        """The name as people read it on the timeline."""


@dataclass(frozen=True, slots=True)
class Machine:
    """Ombud itself, in the role that `name` tells: intake, workflow, a rule."""

    name: str = "Ombud"
    actor_kind: ActorKind = ActorKind.MACHINE

    @property
    def actor_name(self) -> str:
        """The role."""
        return self.name


@dataclass(frozen=True, slots=True)
class Requester:
    """Somebody who wrote to us and is in no directory."""

    name: str
    address: str
    actor_kind: ActorKind = ActorKind.REQUESTER

    @property
    def actor_name(self) -> str:
        """The name, or the address where there is none."""
        return self.name or self.address
