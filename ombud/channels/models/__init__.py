"""Channels and what is to be sent over them."""

from ombud.channels.models.channel import (
    AfterFetch,
    Channel,
    Kind,
    Protocol,
    Security,
    StartChoice,
)
from ombud.channels.models.delivery import Delivery, DeliveryState

__all__ = [
    "AfterFetch",
    "Channel",
    "Delivery",
    "DeliveryState",
    "Kind",
    "Protocol",
    "Security",
    "StartChoice",
]
