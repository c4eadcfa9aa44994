"""Talk with other machines: one driver a protocol."""

from typing import TYPE_CHECKING

from ombud.channels.drivers.base import (
    DeliveryError,
    Driver,
    Fetched,
    FetchError,
    Known,
    Listing,
    Receipt,
    Said,
    Stage,
    Step,
    Watermark,
)
from ombud.channels.drivers.imap import ImapDriver
from ombud.channels.drivers.pop3 import Pop3Driver
from ombud.channels.drivers.smtp import PipeDriver, SmtpDriver
from ombud.channels.drivers.wire import DIAL_SECONDS

if TYPE_CHECKING:
    from ombud.channels.models import Channel

DRIVERS: dict[str, type[SmtpDriver]] = {
    "imap": ImapDriver,
    "pop3": Pop3Driver,
    "pipe": PipeDriver,
}

__all__ = [
    "DeliveryError",
    "Driver",
    "FetchError",
    "Fetched",
    "Known",
    "Listing",
    "Receipt",
    "Said",
    "Stage",
    "Step",
    "Watermark",
    "driver_for",
]


def driver_for(channel: "Channel", dial_seconds: float = DIAL_SECONDS) -> Driver:
    """The driver that the channel's protocol asks for; use it in a `with`."""
    return DRIVERS[channel.protocol](channel, dial_seconds)
