"""While a new installation has no owner, every page leads to its set-up."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from ombud.core.middleware import WORDLESS
from ombud.workspace.setting_up import awaits_owner

Handler = Callable[[HttpRequest], HttpResponse]
OPEN = (*WORDLESS, "/setup/", "/language/", "/theme/")


def set_up(get_response: Handler) -> Handler:
    """Costs nothing once there is an owner: the company's row is in the cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(OPEN) and awaits_owner():
            return HttpResponseRedirect(reverse("setup"))
        return get_response(request)

    return middleware
