"""Which language a customer's page speaks, and what every such page carries."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from ombud.core.middleware import company_language


def language_for(request: HttpRequest, *known: str, among: Sequence[str] = ()) -> str:
    """As the address says (?lang=de), as is known of the customer, as the browser asks.

    `among`: the languages on offer; none: all that we ship.
    """
    offered = list(among) or [code for code, _name in settings.LANGUAGES]
    asked = request.headers.get("accept-language", "")
    browser = [word.split(";")[0].strip() for word in asked.split(",")]
    for wish in (request.GET.get("lang", ""), *known, *browser):
        found = _same(wish, offered)
        if found:
            return found
    return _same(company_language(), offered) or offered[0]


def _same(wish: str, offered: Sequence[str]) -> str:
    """ "en" and "en-US" mean en-gb."""
    main = wish.lower().split("-")[0]
    return next((code for code in offered if main and code.split("-")[0] == main), "")


def spoken(language: str, answer: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The answer in that language; no search engine and no next page learns of it."""
    with translation.override(language):
        response = answer(*args, **kwargs)
    response.headers["Content-Language"] = language
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
