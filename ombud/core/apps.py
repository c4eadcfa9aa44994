"""What every page needs: base layout, elements, live stream."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation


class CoreConfig(AppConfig):
    """What every page needs: base layout, elements, live stream."""

    name = "ombud.core"
    label = "core"

    def ready(self) -> None:
        """Add the way to the settings."""
        navigation.register("foot", _("Settings"), "settings", "settings", position=90)
