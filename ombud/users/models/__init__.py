"""Agents, teams, roles, tokens, absences, the general helpdesk."""

from ombud.users.models.absence import Absence, AbsenceOverlaps
from ombud.users.models.helpdesk import Helpdesk
from ombud.users.models.role import Role, RoleInUse
from ombud.users.models.team import Team, Tier
from ombud.users.models.token import Token
from ombud.users.models.user import Availability, Belongings, Theme, User

__all__ = [
    "Absence",
    "AbsenceOverlaps",
    "Availability",
    "Belongings",
    "Helpdesk",
    "Role",
    "RoleInUse",
    "Team",
    "Theme",
    "Tier",
    "Token",
    "User",
]
