"""Web forms: what customers fill in becomes tickets."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    """Web forms: what customers fill in becomes tickets."""

    name = "ombud.forms"
    label = "forms"

    def ready(self) -> None:
        """Add our settings pages; let go of what was sent when its ticket goes."""
        from ombud.core import navigation
        from ombud.forms.erasing import erase_words
        from ombud.forms.waiting import KEY, waiting_for
        from ombud.tickets.counting import count_too
        from ombud.tickets.models.erasing import also_erase
        from ombud.users.permissions import Permission

        count_too(KEY, waiting_for)
        also_erase(erase_words)
        channels = _("Channels")
        navigation.register(
            "settings",
            _("Forms"),
            "forms",
            "clipboard-list",
            group=channels,
            permission=Permission.MANAGE_CHANNELS,
            position=22,
        )
        navigation.register(
            "settings",
            _("Sent forms"),
            "submissions",
            "clipboard-check",
            group=channels,
            permission=Permission.SEE_INTAKE,
            position=36,
            count_key=KEY,
        )
