"""Agents, teams, roles, tokens."""

from ombud.users.models.role import Role
from ombud.users.models.team import Team
from ombud.users.models.token import Token
from ombud.users.models.user import Availability, Belongings, Theme, User

__all__ = ["Availability", "Belongings", "Role", "Team", "Theme", "Token", "User"]
