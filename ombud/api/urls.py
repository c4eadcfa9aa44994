"""/api/v1/…: no session, no login page; errors are problem+json everywhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ombud.api import errors
from ombud.api.api import api

View = Callable[..., HttpResponse]


def open_door(view: View) -> View:
    """The token is asked for inside; a wrong method is told like any other error."""

    @wraps(view, assigned=())
    def guarded(request: HttpRequest, *words: Any, **named: Any) -> HttpResponse:
        response = view(request, *words, **named)
        if response.status_code != 405:
            return response
        problem = errors.answer(405, _("This address does not take this method."))
        problem["Allow"] = response["Allow"]
        return problem

    return csrf_exempt(login_not_required(guarded))


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that no call has."""
    return errors.answer(404, _("No call has this address. See /api/v1/docs."))


calls = api.urls
for one in calls[0]:
    if isinstance(one, URLPattern) and one.name != "api-root":
        one.callback = open_door(one.callback)
    elif isinstance(one, URLPattern):
        one.callback = open_door(nothing_here)

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", calls),
    re_path(r"^api/(?P<rest>.*)$", open_door(nothing_here)),
]
