"""Agents, teams, requesters."""

from typing import Self

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from ombud.api.schemas.common import Email, In, Out


class RequesterIn(In):
    """Who asks: at least one of the three."""

    email: Email = ""
    name: str = Field("", max_length=200)
    phone: str = Field("", max_length=40)

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.email or self.name or self.phone):
            raise ValueError(_("Give an e-mail address, a name or a number."))
        return self


class ContactRef(Out):
    """A contact, where another noun names one."""

    id: int
    name: str


class RequesterOut(Out):
    """Whom the ticket is about."""

    email: str | None
    name: str | None
    phone: str | None
    contact: ContactRef | None


class TeamRef(Out):
    """A team, where another noun names one."""

    slug: str
    name: str


class UserRef(Out):
    """An agent, where another noun names one."""

    email: str
    name: str


class TeamOut(TeamRef):
    """A team and who works in it."""

    tier: int
    lead: UserRef | None
    is_shift: bool
    members: list[UserRef]


class UserOut(UserRef):
    """An agent."""

    availability: str
    teams: list[TeamRef]
    roles: list[str]


class Teams(Out):
    """All teams."""

    items: list[TeamOut]
    next: None = None


class Users(Out):
    """All agents."""

    items: list[UserOut]
    next: None = None
