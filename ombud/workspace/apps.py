"""Agents' pages made of several nouns; settings index."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ombud.core import navigation


class WorkspaceConfig(AppConfig):
    """Agents' pages made of several nouns; settings index."""

    name = "ombud.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Fill the frame."""
        from ombud.tickets.counting import count_too
        from ombud.users.permissions import Permission
        from ombud.workspace import counts, frame, returns

        navigation.register(
            "create",
            _("New ticket"),
            "ticket-new",
            "plus",
            permission=Permission.WORK_TICKETS,
            hotkey="c",
        )
        navigation.register(
            "tabbar", _("Tickets"), "inbox", "inbox", count_key="unread"
        )
        navigation.register(
            "tabbar",
            pgettext_lazy("a new ticket", "New"),
            "ticket-new",
            "circle-plus",
            permission=Permission.WORK_TICKETS,
            position=1,
        )
        navigation.register(
            "settings",
            _("First steps"),
            "first-steps",
            "list-checks",
            permission=Permission.MANAGE_SETTINGS,
            group=_("Company"),
            position=8,
        )
        count_too("returned", returns.to_look_at)
        navigation.register_counter(counts.for_navigation)
        navigation.register_region("views", frame.views)
        navigation.register_region("palette", frame.palette)
        navigation.register_region("keys", frame.keys)
        navigation.register_region("corner", frame.corner)
