"""Agents, teams, roles, permissions, sign-in, tokens."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ombud.core import navigation


class UsersConfig(AppConfig):
    """Agents, teams, roles, permissions, sign-in, tokens."""

    name = "ombud.users"
    label = "users"

    def ready(self) -> None:
        """Add our settings pages, and oneself to the frame."""
        from ombud.users.views import profile

        navigation.register_region("me_button", profile.me_button)
        navigation.register_region("me", profile.me_menu)
        for position, (group, label, url_name, icon, permission) in enumerate(LINES):
            navigation.register(
                "settings",
                label,
                url_name,
                icon,
                group=group,
                permission=permission,
                position=position,
            )


MYSELF = _("Myself")
COMPANY = _("Company")
LINES = (
    (MYSELF, _("Profile"), "profile", "circle-user", None),
    (MYSELF, _("Sign-in"), "mfa_index", "key-round", None),
    (MYSELF, _("Absences"), "profile-absences", "calendar", None),
    (MYSELF, _("Tokens"), "tokens", "plug-zap", None),
    (COMPANY, _("General"), "company", "building-2", "manage_settings"),
    (COMPANY, _("Agents"), "people", "users", "manage_people"),
    (COMPANY, _("Teams"), "teams", "layout-grid", "manage_people"),
    (COMPANY, _("Roles"), "roles", "shield-check", "manage_people"),
)
