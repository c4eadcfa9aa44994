"""Pages for the bad days, and what holds for all pages."""

import re
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import include, path

from ombud.core import views
from ombud.users.models import User

HANDLERS = "ombud.core.tests.test_pages"


def _break(request: HttpRequest) -> None:
    raise DatabaseError


def _deny(request: HttpRequest) -> None:
    raise PermissionDenied("Only owners may do this.")


urlpatterns = [
    path("breaks/", _break),
    path("denied/", _deny),
    path("", include(settings.ROOT_URLCONF)),
]
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error


def test_a_wrong_address_says_so(agnes_client: Client) -> None:
    response = agnes_client.get("/nothing/here/")
    assert response.status_code == 404
    assert "Nothing here" in response.content.decode()


@pytest.mark.urls(HANDLERS)
def test_a_forbidden_page_tells_why(agnes_client: Client) -> None:
    response = agnes_client.get("/denied/")
    assert response.status_code == 403
    assert "Only owners may do this." in response.content.decode()


@pytest.mark.urls(HANDLERS)
def test_a_broken_page_stands_without_the_database(
    agnes: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(agnes)
    client.raise_request_exception = False
    response = client.get("/breaks/")
    assert response.status_code == 500
    assert "Something broke" in response.content.decode()


def test_a_broken_page_needs_no_query() -> None:
    # No db fixture: a query would raise.
    assert views.server_error(RequestFactory().get("/")).status_code == 500


def test_an_old_form_says_that_nothing_was_changed(agnes: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(agnes)
    response = client.post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "This form was open too long" in response.content.decode()


def test_up_asks_the_database(db: None) -> None:
    assert Client().get("/up/").content == b"up\n"


def test_up_is_down_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(views, "connection", SimpleNamespace(cursor=fail))
        assert Client().get("/up/").status_code == 503


PAGES = [
    "/settings/",
    "/profile/",
    "/profile/tokens/",
    "/settings/company/",
    "/settings/people/",
    "/settings/people/new/",
    "/settings/teams/",
    "/settings/roles/",
    "/accounts/2fa/",
    "/accounts/password/change/",
]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_inline_style_or_script(ines_client: Client, address: str) -> None:
    html = ines_client.get(address).content.decode()
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son[a-z]+=", html)
    for tag in re.findall(r"<script[^>]*>", html):
        assert "src=" in tag or 'type="application/json"' in tag


@pytest.mark.parametrize("address", PAGES)
def test_every_id_is_given_once(ines_client: Client, address: str) -> None:
    html = ines_client.get(address).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_the_skeleton_names_language_theme_and_policy_of_htmx(db: None) -> None:
    html = Client().get("/accounts/login/").content.decode()
    assert '<html lang="en-gb" data-theme="auto"' in html
    assert '"allowEval":false' in html


def test_an_empty_region_offers_a_way_on() -> None:
    html = render_to_string(
        "_empty.html", {"title": "None", "url": "/x/", "action": "Go"}
    )
    assert '<a class="btn" href="/x/">Go</a>' in html
