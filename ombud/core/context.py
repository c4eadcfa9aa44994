"""What every template may ask for as `page`; nothing is looked up before."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from ombud.core.models import Installation
from ombud.core.navigation import Navigation

THEME_COOKIE = "ombud_theme"
THEMES = ("auto", "light", "dark")


class Page:
    """The frame around one request's page."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.navigation = Navigation(request)

    @cached_property
    def theme(self) -> str:
        """auto, light or dark: of the profile, else of this browser."""
        user = getattr(self._request, "user", None)
        found = getattr(user, "theme", "") or self._request.COOKIES.get(THEME_COOKIE)
        return found if found in THEMES else "auto"

    @cached_property
    def installation(self) -> Installation:
        """The company."""
        return Installation.current()

    @property
    def language(self) -> str:
        """The code of the language that this page speaks."""
        return translation.get_language() or settings.LANGUAGE_CODE

    @property
    def language_name(self) -> str:
        """That language in its own words."""
        return dict(settings.LANGUAGES).get(self.language, self.language)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Code and own name of each language on offer."""
        return list(settings.LANGUAGES)

    @property
    def time_zone(self) -> str:
        """The name of the reader's time zone."""
        return timezone.get_current_timezone_name()

    @property
    def single_keys(self) -> bool:
        """Whether single keys do things for this reader."""
        user = getattr(self._request, "user", None)
        return bool(getattr(user, "single_keys", True))


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor."""
    return {"page": Page(request)}
