"""What every answer carries: security headers, the reader's language and time."""

import zoneinfo
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone, translation

from ombud.core.models import Installation
from ombud.core.zones import zone_named

Handler = Callable[[HttpRequest], HttpResponse]

# Pictures of letters come from anywhere, once the reader has asked for them.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "img-src 'self' data: blob: https: http:",
        "media-src 'self' blob:",
    )
)
# The same for everybody: nobody has to be looked up, and caches may share them.
WORDLESS = ("/assets/", "/up/")
FRAMES = "X-Frame-Options"
HEADERS = {
    "Content-Security-Policy": POLICY,
    FRAMES: "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), usb=()",
}


def readable(get_response: Handler) -> Handler:
    """No address with a NUL: no row can hold one, and no person types one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest()
        return get_response(request)

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """A strict content policy; a view that needs another sets it itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            # Django's own mark of a page that names its frames in its policy.
            if name == FRAMES and getattr(response, "xframe_options_exempt", False):
                continue
            response.headers.setdefault(name, value)
        return response

    return middleware


def reader(get_response: Handler) -> Handler:
    """Speak the reader's language and tell the time by the reader's clock."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(WORDLESS):
            request.user = AnonymousUser()
            return get_response(request)
        with (
            translation.override(language_of(request)),
            timezone.override(zone(request)),
        ):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language_of(request))
        return response

    return middleware


def language_of(request: HttpRequest) -> str:
    """Of the profile, of this browser's choice, of the browser, of the company."""
    known = _languages()
    wishes = (
        getattr(request.user, "language", ""),
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    )
    for wish in wishes:
        if wish in known:
            return wish
    return _asked_for(request.headers.get("accept-language", "")) or company_language()


def company() -> Installation:
    """The company; its defaults while the database is away, so that errors speak."""
    try:
        return Installation.current()
    except DatabaseError:
        return Installation()


def company_language() -> str:
    """What the company speaks, where nobody says otherwise."""
    language = company().language
    return language if language in _languages() else settings.LANGUAGE_CODE


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(code for code, _ in settings.LANGUAGES)


@lru_cache(maxsize=500)
def _asked_for(header: str) -> str:
    """The first of our languages that the Accept-Language header names."""
    for word in header.lower().split(","):
        asked = word.split(";")[0].strip()
        for code in sorted(_languages()):
            if asked == code or asked.split("-")[0] == code.split("-")[0]:
                return code
    return ""


def zone(request: HttpRequest) -> zoneinfo.ZoneInfo:
    """Of the profile, else of the company."""
    name = getattr(request.user, "time_zone", "") or company().time_zone
    return zone_named(name)
