"""The set-up of a new installation, and the first steps after it."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ombud.core.htmx import form_errors, redirect
from ombud.core.models import Installation
from ombud.users.access import AgentRequest, permitted
from ombud.users.permissions import Permission
from ombud.workspace.first_steps import first_steps
from ombud.workspace.forms import SetUpForm
from ombud.workspace.setting_up import AlreadySetUp, awaits_owner, is_code, set_up

BACKEND = "ombud.users.signing_in.Backend"
PAGE = "workspace/setup.html"


@never_cache
@login_not_required
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Company and owner; there is no such page once somebody can sign in."""
    if not awaits_owner():
        raise Http404
    form = SetUpForm(request.POST or None, initial=_first_guess(request))
    if request.method != "POST":
        return render(request, PAGE, {"form": form, "knows_code": _knows_code(request)})
    if not form.is_valid():
        knows = "code" not in form.errors
        return form_errors(request, form, PAGE, knows_code=knows)
    try:
        owner = set_up(**form.values())
    except AlreadySetUp:
        return HttpResponseRedirect(reverse("account_login"))
    login(request, owner, backend=BACKEND)
    return HttpResponseRedirect(reverse("first-steps"))


@require_safe
@permitted(Permission.MANAGE_SETTINGS)
def steps(request: AgentRequest) -> HttpResponse:
    """What is left to do until the first answer has gone out."""
    context = {"steps": first_steps(request.user)}
    return render(request, "workspace/first_steps.html", context)


@require_safe
@permitted(Permission.MANAGE_SETTINGS)
def step_list(request: AgentRequest) -> HttpResponse:
    """The same list alone, for news."""
    context = {"steps": first_steps(request.user)}
    return render(request, "workspace/_first_steps.html", context)


@require_POST
@permitted(Permission.MANAGE_SETTINGS)
def dismissal(request: AgentRequest) -> HttpResponse:
    """Not on the desk any more; the page stays in the settings."""
    Installation.current().change(shows_first_steps=False)
    return redirect(request, "inbox")


def _first_guess(request: HttpRequest) -> dict[str, str]:
    return {
        "language": translation.get_language(),
        "time_zone": "UTC",
        "code": request.GET.get("code", ""),
    }


def _knows_code(request: HttpRequest) -> bool:
    """Whether the address has brought it, so that nobody has to type it."""
    code = request.GET.get("code", "")
    return bool(code) and is_code(code)
