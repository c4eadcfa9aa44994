"""What one wants to hear of."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ombud.core import htmx
from ombud.notifications.forms import PreferencesForm
from ombud.notifications.models import Preferences
from ombud.users.access import AgentRequest

PAGE = "notifications/preferences.html"


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: AgentRequest) -> HttpResponse:
    """One's own table of events and ways."""
    own = Preferences.of(request.user)
    form = PreferencesForm(request.POST or None, preferences=own)
    if request.method != "POST":
        return render(request, PAGE, {"form": form})
    if not form.is_valid():
        return htmx.form_errors(request, form, PAGE)
    form.save()
    response = htmx.redirect(request, "notification-preferences")
    words = _("You hear of it this way from now on.")
    return htmx.toast(request, response, words, tone="ok")
