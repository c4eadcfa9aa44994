"""The wires: channels, drivers, outbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation

CHANNELS = _("Channels")
LINES = (
    (_("Mailboxes"), "channels", "mail"),
    (_("Outbox"), "outbox", "send"),
)


class ChannelsConfig(AppConfig):
    """The wires: channels, drivers, outbox."""

    name = "ombud.channels"
    label = "channels"

    def ready(self) -> None:
        """Add our settings pages."""
        for position, (label, url_name, icon) in enumerate(LINES):
            navigation.register(
                "settings",
                label,
                url_name,
                icon,
                group=CHANNELS,
                permission="manage_channels",
                position=20 + position,
            )
