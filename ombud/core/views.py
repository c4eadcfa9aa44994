"""Pages without a noun: health, joined assets, language and theme, errors."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ombud.core import bundles
from ombud.core.context import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600
KEEP = f"public, max-age={YEAR}, immutable"


@login_not_required
@require_safe
def up(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database away\n", "text/plain", status=503)
    return HttpResponse("up\n", content_type="text/plain")


@login_not_required
@require_safe
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """The joined style sheet or script, to be kept for ever under its own name."""
    kind = name.rpartition(".")[2]
    if kind not in {"css", "js"}:
        raise Http404
    found = bundles.bundle(kind)
    zipped = "gzip" in request.headers.get("accept-encoding", "")
    body = found.zipped if zipped else found.body
    response = HttpResponse(body, content_type=f"{found.content_type}; charset=utf-8")
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    # A page from before an upgrade asks for a name that is gone: it gets the new one.
    is_fresh = name == found.name
    response.headers["Cache-Control"] = KEEP if is_fresh else "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language, from now on, in this browser and in the profile."""
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        return _remember(request, "language", code, settings.LANGUAGE_COOKIE_NAME)
    return _back(request)


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Light, dark, or as the computer."""
    wish = request.POST.get("theme", "")
    if wish in THEMES:
        return _remember(request, "theme", wish, THEME_COOKIE)
    return _back(request)


def _remember(
    request: HttpRequest, field: str, value: str, cookie: str
) -> HttpResponse:
    user: Any = request.user
    if user.is_authenticated:
        setattr(user, field, value)
        user.save(update_fields=[field])
    response = HttpResponse(status=204) if getattr(request, "htmx", False) else None
    response = response or _back(request)
    response.set_cookie(
        cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page that the reader came from, if it is one of ours."""
    wish = request.POST.get("next", "") or request.headers.get("referer", "")
    own = url_has_allowed_host_and_scheme(wish, {request.get_host()})
    return HttpResponseRedirect(wish if own else "/")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What this page would show is not this reader's."""
    return render(request, "403.html", {"why": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing stands at this address, or nothing that this reader may see."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke: said without database, context or session."""
    return HttpResponse(render_to_string("500.html"), status=500)


@require_safe
def settings_index(request: HttpRequest) -> HttpResponse:
    """All sections of the settings; on a phone the only way to them."""
    return render(request, "settings_index.html")
