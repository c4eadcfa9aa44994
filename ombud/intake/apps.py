"""The one way in for everything."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation


class IntakeConfig(AppConfig):
    """The one way in for everything."""

    name = "ombud.intake"
    label = "intake"

    def ready(self) -> None:
        """Add the ledger to the settings, and what waits in it to the counts; let go of
        the mails of tickets that go."""
        from ombud.intake.purging import erase_mails, forget_mails
        from ombud.intake.waiting import KEY, waiting_for
        from ombud.tickets.counting import count_too
        from ombud.tickets.models.concerns.purgeable import purge_too
        from ombud.tickets.models.erasing import also_erase
        from ombud.users.permissions import Permission

        count_too(KEY, waiting_for)
        purge_too(forget_mails)
        also_erase(erase_mails)

        navigation.register(
            "settings",
            _("Incoming mail"),
            "incoming",
            "inbox",
            permission=Permission.SEE_INTAKE,
            position=35,
            group=_("Channels"),
            count_key=KEY,
        )
