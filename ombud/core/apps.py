"""What every page needs: base layout, elements, live stream."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every page needs: base layout, elements, live stream."""

    name = "ombud.core"
    label = "core"
