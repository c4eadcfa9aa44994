"""Workflow, state, action: definitions only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation


class WorkflowsConfig(AppConfig):
    """Workflow, state, action: definitions only."""

    name = "ombud.workflows"
    label = "workflows"

    def ready(self) -> None:
        """Add our settings pages."""
        navigation.register(
            "settings",
            _("Categories"),
            "categories",
            "folder",
            group=_("Company"),
            permission="manage_settings",
            position=9,
        )
