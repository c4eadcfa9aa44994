"""Addresses by name, worked out once a process: a page asks for a hundred."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

# A ticket's page has thirty of its own.
MOST = 8000


def address(name: str, *args: object) -> str:
    """As `reverse` says; empty where no page has that name."""
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return _address(urlconf, get_script_prefix(), name, args)


@lru_cache(maxsize=MOST)
def _address(urlconf: str, _prefix: str, name: str, args: tuple[object, ...]) -> str:
    try:
        return reverse(name, urlconf, args)
    except NoReverseMatch:
        return ""
