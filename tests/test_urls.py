"""Every address answers an outsider with the sign-in page, 403 or 404."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# What an outsider may see, by the beginning of the address. Each has its reason.
PUBLIC = {
    "/accounts/": "signing in, and a forgotten password",
    "/api/v1/docs": "the description of the API, which holds no data",
    "/api/v1/openapi.json": "the same for programs",
    "/up/": "tells a load balancer that the process lives",
    "/up": "the same",
    "/hooks/": "signed by the sender, not by a session",
    "/manifest.webmanifest": "the name and the icon for a phone's home screen",
    "/assets/": "style and script of the sign-in page, the same for everybody",
    "/r/": "a customer's page, opened by its signed link alone",
    "/f/": "a form, which anybody may fill in",
    "/embed/": "the line that puts a form into a shop's page",
    "/language/": "the language of the sign-in page",
    "/theme/": "its light or dark",
}
CLOSED = {401, 403, 404, 405}
SAMPLES = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "0" * 32}
CONVERTER = re.compile(r"<(?:(\w+):)?\w+>")


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "/"
) -> Iterator[str]:
    """One sample address for every route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + _sample(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route


def _sample(route: str) -> str:
    plain = CONVERTER.sub(lambda found: SAMPLES.get(found[1] or "str", "x"), route)
    # Old packages write regular expressions: one that fits is not worth finding.
    return re.sub(r"\(.*?\)", "x", plain.strip("^$")).replace("\\", "")


def is_public(address: str) -> bool:
    return any(address.startswith(start) for start in PUBLIC)


def private_addresses() -> list[str]:
    return sorted({address for address in addresses() if not is_public(address)})


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_outsider_sees_nothing(
    outsider_client: Client, method: str, subtests: pytest.Subtests
) -> None:
    door = reverse(settings.LOGIN_URL)
    for address in private_addresses():
        with subtests.test(address=address):
            answer = getattr(outsider_client, method)(address)
            to_the_door = answer.headers.get("Location", "").startswith(door)
            assert answer.status_code in CLOSED or to_the_door


def test_there_are_addresses_to_try() -> None:
    assert len(private_addresses()) > 10
