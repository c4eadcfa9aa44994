"""Workflow, state, action: definitions only."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation

WORK = _("Ways of working")
LINES = (
    (_("Workflows"), "workflows", "workflow"),
    (_("Rights"), "all-rights", "shield-check"),
    (_("Fields"), "fields", "text-cursor-input"),
)


class WorkflowsConfig(AppConfig):
    """Workflow, state, action: definitions only."""

    name = "ombud.workflows"
    label = "workflows"

    def ready(self) -> None:
        """Add our settings pages; customers have custom fields too."""
        from ombud.customers import custom
        from ombud.users.models.user import read_along
        from ombud.workflows.models.right import MARK, MARK_SQL
        from ombud.workflows.of_customers import CustomerFields

        read_along(MARK, MARK_SQL)
        custom.provide(CustomerFields())
        navigation.register(
            "settings",
            _("Categories"),
            "categories",
            "folder",
            group=_("Company"),
            permission="manage_settings",
            position=9,
        )
        for position, (label, url_name, icon) in enumerate(LINES):
            navigation.register(
                "settings",
                label,
                url_name,
                icon,
                group=WORK,
                permission="manage_workflows",
                position=15 + position,
            )
