"""Channels and what is to be sent over them."""

from ombud.channels.models.channel import (
    AfterFetch,
    Channel,
    ChannelQuerySet,
    Kind,
    Protocol,
    Security,
    StartChoice,
)
from ombud.channels.models.delivery import Delivery, DeliveryQuerySet, DeliveryState

__all__ = [
    "AfterFetch",
    "Channel",
    "ChannelQuerySet",
    "Delivery",
    "DeliveryQuerySet",
    "DeliveryState",
    "Kind",
    "Protocol",
    "Security",
    "StartChoice",
]
