"""Countries by their two letters, named in the reader's language."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language


def country_choices() -> list[tuple[str, str]]:
    """All of them in the order of their names."""
    return [("", "–"), *_countries(get_language() or "en")]


def country_name(code: str) -> str:
    """How the reader calls it."""
    return dict(_countries(get_language() or "en")).get(code, code)


@lru_cache(maxsize=10)
def _countries(language: str) -> list[tuple[str, str]]:
    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        names = Locale("en").territories
    # ZZ is nowhere, EU and UN are not dialled.
    real = {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ"}
    }
    return sorted(real.items(), key=lambda pair: pair[1].casefold())
