"""What is written beforehand: answer templates and text blocks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation


class KnowledgeConfig(AppConfig):
    """What is written beforehand."""

    name = "ombud.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Stand among the settings."""
        from ombud.users.permissions import Permission

        navigation.register(
            "settings",
            _("Templates"),
            "templates",
            "layout-template",
            group=_("Ways of working"),
            permission=Permission.WRITE_TEMPLATES,
            position=14,
        )
