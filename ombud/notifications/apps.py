"""The bell, mails to agents, notices of the workflow."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ombud.core import navigation

KEY = "bell"


class NotificationsConfig(AppConfig):
    """The bell, mails to agents, notices of the workflow."""

    name = "ombud.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Hear what is done on tickets; hang the bell into the frame."""
        from ombud.notifications import bell, previewing, rehearsing
        from ombud.notifications.erasing import erase_told
        from ombud.notifications.merging import BELLS
        from ombud.notifications.subscribers import note_entry
        from ombud.tickets.counting import count_too
        from ombud.tickets.models import merging
        from ombud.tickets.models.erasing import also_erase
        from ombud.tickets.signals import entry_recorded
        from ombud.users.apps import MYSELF
        from ombud.workflows import previews
        from ombud.workflows.rehearsing import register_teller

        entry_recorded.connect(note_entry, dispatch_uid="notifications")
        count_too(KEY, bell.unread_by)
        also_erase(erase_told)
        merging.register("bells", BELLS)
        previews.register(previewing.preview_for)
        register_teller(rehearsing.tell)
        navigation.register_region("bell", bell.render)
        navigation.register(
            "tabbar",
            pgettext_lazy("notifications, in one short word", "News"),
            "notifications",
            "bell",
            count_key=KEY,
            position=2,
        )
        navigation.register(
            "settings",
            _("Notifications"),
            "notification-preferences",
            "bell",
            group=MYSELF,
            position=2,
        )
