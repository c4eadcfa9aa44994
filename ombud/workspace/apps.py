"""Agents' pages made of several nouns; settings index."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation


class WorkspaceConfig(AppConfig):
    """Agents' pages made of several nouns; settings index."""

    name = "ombud.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Fill the frame."""
        from ombud.workspace import counts, frame

        navigation.register(
            "tabbar", _("Tickets"), "inbox", "inbox", count_key="unread"
        )
        navigation.register_counter(counts.for_tabbar)
        navigation.register_region("views", frame.views)
        navigation.register_region("palette", frame.palette)
        navigation.register_region("keys", frame.keys)
