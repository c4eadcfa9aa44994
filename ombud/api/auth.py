"""A call acts as the agent whose token it carries, with that agent's rights."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from ombud.api.errors import Problem
from ombud.users.models import Token, User
from ombud.users.permissions import Permission

# A program that went mad is slowed down; people's programs never get there.
CALLS_A_MINUTE = 6000


class ApiRequest(HttpRequest):
    """A call with a known agent behind it."""

    auth: User


class Bearer(HttpBearer):
    """Authorization: Bearer TOKEN."""

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        """The agent of the token, if it is one of an active agent."""
        found = Token.objects.find(token.strip())
        if found is None:
            return None
        check_pace(found.user)
        if not found.user.is_agent:
            raise Problem(403, _("This account has no role, so it may do nothing."))
        request.user = found.user
        return found.user


def check_pace(user: User) -> None:
    """Count the call; too many in one minute are turned away."""
    limit = getattr(settings, "API_CALLS_A_MINUTE", CALLS_A_MINUTE)
    minute = int(timezone.now().timestamp() // 60)
    key = f"api-calls-{user.pk}-{minute}"
    if not cache.add(key, 1, 120) and cache.incr(key) > limit:
        raise Problem(429, _("These are too many calls. Wait a minute."))


def require(user: User, *any_of: Permission) -> None:
    """403 unless a role of the agent allows one of these."""
    if not any(user.may(permission) for permission in any_of):
        raise Problem(403, _("Your roles do not allow this."))
