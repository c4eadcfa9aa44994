"""Who may: teams and roles, as a plan names them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ombud.users.models import Role, Team


@dataclass(frozen=True, slots=True)
class Holder:
    """A team or a role; its key is "team:finance"."""

    key: str
    name: str

    @property
    def is_team(self) -> bool:
        """Else it is a role."""
        return self.key.startswith("team:")


def holders() -> list[Holder]:
    """All teams, then all roles; two queries."""
    teams = Team.objects.values_list("slug", "name")
    roles = Role.objects.values_list("slug", "name")
    return [
        *(Holder(f"team:{slug}", name) for slug, name in teams),
        *(Holder(f"role:{slug}", name) for slug, name in roles),
    ]


def holder_choices() -> list[tuple[str, str]]:
    """For a form; teams and roles may have the same name."""
    return [
        (one.key, one.name if one.is_team else _("Role %(name)s") % {"name": one.name})
        for one in holders()
    ]
