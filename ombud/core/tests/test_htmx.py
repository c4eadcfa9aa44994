"""How a view answers."""

import json

import pytest
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django_htmx.middleware import HtmxDetails

from ombud.core import htmx
from ombud.core.context import Page


def _request(*, target: str = "", by_htmx: bool = True) -> HttpRequest:
    headers = {"hx-request": "true"} if by_htmx else {}
    if target:
        headers["hx-target"] = target
    request = RequestFactory().post("/", headers=headers)
    request.htmx = HtmxDetails(request)
    return request


EMPTY = "_empty.html"


@pytest.fixture
def partials(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    def render(name: str, context: object, request: object) -> str:
        return f'\n<section class="x" id="{name}"><p id="inner"></p></section>\n'

    monkeypatch.setattr(htmx, "render_to_string", render)
    return ["head", "timeline"]


def test_the_target_comes_in_place_and_the_rest_out_of_band(
    partials: list[str],
) -> None:
    html = htmx.fragments(_request(target="head"), partials).content.decode()
    assert '<section class="x" id="head">' in html
    assert '<section hx-swap-oob="true" class="x" id="timeline">' in html


def test_without_a_target_nothing_is_swapped_in_place(partials: list[str]) -> None:
    response = htmx.fragments(_request(), partials)
    assert response.content.count(b"hx-swap-oob") == 2
    assert response.headers["HX-Reswap"] == "none"


def test_without_htmx_the_reader_is_led_on(partials: list[str]) -> None:
    response = htmx.fragments(_request(by_htmx=False), partials, to="/tickets/1/")
    assert (response.status_code, response.url) == (302, "/tickets/1/")


def test_without_htmx_and_way_the_reader_is_led_back(partials: list[str]) -> None:
    request = _request(by_htmx=False)
    request.META["HTTP_REFERER"] = "http://testserver/here/"
    assert htmx.fragments(request, partials).url == "http://testserver/here/"


def test_a_foreign_page_is_no_way_back(partials: list[str]) -> None:
    request = _request(by_htmx=False)
    request.META["HTTP_REFERER"] = "https://evil.example/"
    assert htmx.fragments(request, partials).url == "/"


def test_a_redirect_is_a_header_for_htmx() -> None:
    assert htmx.redirect(_request(), "/x/").headers["HX-Redirect"] == "/x/"
    assert htmx.redirect(_request(by_htmx=False), "/x/").url == "/x/"


def test_two_toasts_in_one_answer_are_both_heard() -> None:
    request, response = _request(), HttpResponse()
    htmx.toast(request, response, "Sent in {s} s", undo_url="/undo/", seconds=10)
    htmx.toast(request, response, "No", tone="bad")
    said = json.loads(response.headers["HX-Trigger"])["ombud:toast"]["all"]
    assert [toast["text"] for toast in said] == ["Sent in {s} s", "No"]
    assert said[0]["undo"] == "/undo/"


def test_a_refusal_says_why_in_a_header() -> None:
    response = htmx.refuse(_request(), "Gone to Café.")
    assert response.status_code == 409
    assert response.headers["X-Ombud-Message"] == "Gone%20to%20Caf%C3%A9."


def _said(request: HttpRequest) -> HttpResponse:
    return htmx.toast(request, htmx.redirect(request, "/end/"), "Kept.", undo_url="/u/")


def _end(request: HttpRequest) -> HttpResponse:
    return HttpResponse("".join(f"{m}{m.extra_tags}" for m in get_messages(request)))


urlpatterns = [path("said/", _said), path("end/", _end)]


@pytest.mark.urls("ombud.core.tests.test_htmx")
def test_before_a_redirect_a_toast_waits_for_the_next_page(
    agnes_client: Client,
) -> None:
    response = agnes_client.post("/said/", follow=True)
    assert response.content.decode() == 'Kept.{"undo": "/u/"}'


def test_a_page_looks_nothing_up_before_it_is_asked() -> None:
    # No db fixture: a query would raise.
    Page(_request())
