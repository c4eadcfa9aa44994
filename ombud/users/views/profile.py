"""One's own profile: name, language, looks, availability, keys."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ombud.core import htmx
from ombud.users.access import AgentRequest
from ombud.users.forms import ProfileForm
from ombud.users.models import Availability


@require_http_methods(["GET", "POST"])
def profile(request: AgentRequest) -> HttpResponse:
    """Show and change what one may decide about oneself."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "GET":
        return render(request, "users/profile.html", {"form": form})
    if not form.is_valid():
        request.user.refresh_from_db()
        return htmx.form_errors(request, form, "users/profile.html")
    user = form.save()
    response = htmx.redirect(request, "profile")
    if user.language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language)
    with translation.override(user.language or translation.get_language()):
        return htmx.toast(request, response, _("Your profile is saved."), tone="ok")


@require_POST
def availability(request: AgentRequest) -> HttpResponse:
    """Take new work, or not now."""
    wish = request.POST.get("availability", "")
    if wish in Availability.values:
        request.user.availability = Availability(wish)
        request.user.save(update_fields=["availability"])
    return htmx.fragments(request, ["users/_me_button.html", "users/_me_menu.html"])


@require_POST
def keys(request: AgentRequest) -> HttpResponse:
    """Single keys on or off."""
    request.user.single_keys = request.POST.get("single_keys") == "on"
    request.user.save(update_fields=["single_keys"])
    if htmx.is_htmx(request):
        return HttpResponse(status=204)
    return htmx.redirect(request, "profile")


def me_button(request: HttpRequest) -> str:
    """Oneself at the foot of the sidebar."""
    if not request.user.is_authenticated:
        return ""
    return render_to_string("users/_me_button.html", {}, request)


def me_menu(request: HttpRequest) -> str:
    """Availability, profile, language, theme, sign out."""
    if not request.user.is_authenticated:
        return ""
    return render_to_string("users/_me_menu.html", {}, request)
