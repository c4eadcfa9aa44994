"""The wires: channels, drivers, outbox."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The wires: channels, drivers, outbox."""

    name = "ombud.channels"
    label = "channels"
