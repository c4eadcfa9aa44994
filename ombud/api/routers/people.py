"""Teams and agents."""

from ninja import Router

from ombud.api.auth import ApiRequest
from ombud.api.schemas.people import (
    TeamOut,
    TeamRef,
    Teams,
    UserOut,
    UserRef,
    Users,
)
from ombud.users.models import Team, User

router = Router(tags=["People"])


@router.get("/teams", response=Teams, summary="List teams")
def teams(request: ApiRequest) -> Teams:
    """Who works together."""
    found = Team.objects.select_related("lead").prefetch_related("members")
    return Teams(items=[_team(team) for team in found])


@router.get("/users", response=Users, summary="List agents")
def users(request: ApiRequest) -> Users:
    """Active agents, with their teams and roles."""
    found = User.objects.agents().prefetch_related("teams", "roles")
    return Users(items=[_user(user) for user in found.order_by("name")])


def _team(team: Team) -> TeamOut:
    members = [user for user in team.members.all() if user.is_active]
    return TeamOut(
        slug=team.slug,
        name=team.name,
        tier=team.tier,
        lead=UserRef(email=team.lead.email, name=team.lead.name) if team.lead else None,
        is_shift=team.is_shift,
        members=[UserRef(email=user.email, name=user.name) for user in members],
    )


def _user(user: User) -> UserOut:
    return UserOut(
        email=user.email,
        name=user.name,
        availability=user.availability,
        teams=[TeamRef(slug=team.slug, name=team.name) for team in user.teams.all()],
        roles=[role.slug for role in user.roles.all()],
    )
