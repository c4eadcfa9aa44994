"""Who may open a page."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ombud.users.models import User
from ombud.users.permissions import Permission

P = ParamSpec("P")


class AgentRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


class View(Protocol[P]):
    """A function view of ours."""

    def __call__(
        self, request: AgentRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        """Answer."""


def permitted(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Open the page only to those whose role allows it; others get the 403 page."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(
            request: AgentRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if not request.user.may(permission):
                raise PermissionDenied(refusal(permission))
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def refusal(permission: Permission) -> str:
    """Which permission is missing, and what to do."""
    return _(
        "Your role does not include “%(permission)s”. "
        "Ask whoever manages people to add it."
    ) % {"permission": permission.label}
