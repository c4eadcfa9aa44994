"""What every driver offers, and the words it speaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from ombud.lib.charsets import storable

if TYPE_CHECKING:
    from ombud.channels.models import Channel, Delivery

# Which of these uids of this namespace are stored already; asked in chunks.
Known = Callable[[str, Sequence[str]], set[str]]
# The namespace and the highest uid of which all below have been seen.
Watermark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail as the server holds it; nothing has been parsed.

    `too_large`: only the header is in `raw`, the whole would have been `size` bytes.
    `words`: why the server would not hand it over; then `raw` is empty.
    """

    uidvalidity: str
    uid: str
    raw: bytes
    arrived_at: datetime | None
    size: int = 0
    too_large: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What is in the mailbox now, by uid."""

    uidvalidity: str
    uids: list[str]

    @property
    def count(self) -> int:
        """How many mails these are."""
        return len(self.uids)


class Said(NamedTuple):
    """What a step has to tell: our sentence, and the server's own words."""

    sentence: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a connection, by its name, before it is done."""

    name: str
    run: Callable[[], Said]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a trial: done, failed, or (None) not tried.

    `name` says in our words what was tried and what came of it, `words` are the
    server's own.
    """

    name: str
    ok: bool | None
    words: str = ""
    milliseconds: int = 0


class WireError(Exception):
    """Talk with another machine failed: our sentence, and the server's own words."""

    def __init__(self, message: str, words: str = "") -> None:
        super().__init__(message)
        self.message = message
        # A server may say anything; the database cannot keep a NUL.
        self.words = storable(words)


class FetchError(WireError):
    """The mailbox could not be read. What was yielded before stays valid."""


class DeliveryError(WireError):
    """It could not be sent: for good, or only for now.

    `reached`: the server talked about this mail; where False, every other mail over
    this channel would fare the same now.
    """

    def __init__(
        self, message: str, words: str = "", *, permanent: bool, reached: bool = True
    ) -> None:
        super().__init__(message, words)
        self.permanent = permanent
        self.reached = reached


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server took it, for all recipients but the refused."""

    words: str
    accepted: list[str]
    refused: dict[str, DeliveryError] = field(default_factory=dict)


class Driver(Protocol):
    """Talk with the machine behind one channel; closes what it opened."""

    channel: "Channel"
    can_idle: bool
    # The namespace of the uids; empty before the mailbox has been opened.
    uidvalidity: str

    def __enter__(self) -> Self:
        """Nothing is opened before it is needed."""

    def __exit__(self, *_: object) -> None:
        """Say goodbye to the servers."""

    def close(self) -> None:
        """The same; a later call opens again what it needs."""

    def fetch(self, known: Known, after: Watermark | None = None) -> Iterator[Fetched]:
        """What is not known, the oldest first; `after` spares asking about the rest."""

    def fetch_one(
        self, uidvalidity: str, uid: str, limit: int | None = None
    ) -> Fetched | None:
        """One mail once more, with another limit if wanted; None where it is gone."""

    def acknowledge(self, uid: str, uidvalidity: str = "") -> None:
        """It is stored: do what the channel says shall become of it there."""

    def listing(self, since: datetime | None = None) -> Listing:
        """What is there now, or what of it arrived at that moment or later."""

    def idle(self, seconds: float) -> bool:
        """Wait for news. True where something came."""

    def send(self, delivery: "Delivery") -> Receipt:
        """Send to those recipients who do not have it yet."""

    def incoming_stages(self) -> list[Stage]:
        """The steps to the mailbox, for the trial."""

    def outgoing_stages(self) -> list[Stage]:
        """The steps to the sending server, for the trial."""
