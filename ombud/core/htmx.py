"""How a view answers: with fragments when htmx asked, with a page when not."""

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string

FIRST_TAG = re.compile(r"<([a-z][\w-]*)")
FIRST_ID = re.compile(r"""\s*<[^>]*?\sid="([^"]+)\"""")
TONES = {"ok": messages.SUCCESS, "bad": messages.ERROR, "": messages.INFO}


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked for a part of the page."""
    asked: Any = getattr(request, "htmx", None)
    return bool(asked) and not asked.boosted and not asked.history_restore_request


def fragments(
    request: HttpRequest,
    templates: Iterable[str],
    *,
    to: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Answer with these partials; each renders one element with an id.

    The one that htmx targets takes its place, the others go out of band. Where htmx
    did not ask, lead the reader to the page `to`, or back to where the form stood.
    """
    if not is_htmx(request):
        return HttpResponseRedirect(resolve_url(to) if to else _page_before(request))
    parts = [render_to_string(name, context, request) for name in templates]
    target = request.htmx.target  # type: ignore[attr-defined]  # of HtmxMiddleware
    in_place = [part for part in parts if target and _id_of(part) == target]
    response = HttpResponse(
        "\n".join(part if part in in_place else out_of_band(part) for part in parts),
        status=status,
    )
    if not in_place:
        # Otherwise htmx would empty the target.
        response.headers["HX-Reswap"] = "none"
    return response


def out_of_band(html: str) -> str:
    """The element, to be put where its id stands on the page."""
    return FIRST_TAG.sub(r'<\1 hx-swap-oob="true"', html, count=1)


def _id_of(html: str) -> str:
    found = FIRST_ID.match(html)
    return found[1] if found else ""


def form_errors(
    request: HttpRequest, form: BaseForm, template: str, **context: Any
) -> HttpResponse:
    """The same form again, with what is wrong in it, as 422."""
    return render(request, template, {"form": form, **context}, status=422)


def redirect(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Lead the reader on; htmx fetches the page and swaps the body."""
    url = resolve_url(to, *args, **kwargs)
    if not is_htmx(request):
        return HttpResponseRedirect(url)
    return HttpResponse(status=204, headers={"HX-Redirect": url})


def toast(
    request: HttpRequest,
    response: HttpResponse,
    text: object,
    *,
    tone: str = "",
    undo_url: str = "",
    seconds: int = 0,
    link: str = "",
) -> HttpResponse:
    """Say one sentence in a corner, with a way back or a way there, where there is one.

    Without htmx, or where the answer leads to another page, the next page says it.
    """
    moves_on = "HX-Redirect" in response.headers or 300 <= response.status_code < 400
    said = {"text": str(text), "tone": tone, "undo": undo_url, "seconds": seconds}
    if link:
        said["link"] = link
    if moves_on or not is_htmx(request):
        more = {key: said.get(key) for key in ("undo", "seconds", "link")}
        extra = json.dumps({key: value for key, value in more.items() if value})
        messages.add_message(request, TONES[tone], str(text), extra_tags=extra)
        return response
    return trigger(response, "ombud:toast", said)


def refuse(request: HttpRequest, why: object, status: int = 409) -> HttpResponse:
    """Say why nothing was changed: in a red toast, or on a page of its own."""
    if not is_htmx(request):
        return render(request, "403.html", {"why": str(why)}, status=status)
    return HttpResponse(status=status, headers={"X-Ombud-Message": quote(str(why))})


def trigger(response: HttpResponse, event: str, detail: Any = None) -> HttpResponse:
    """Have the page hear an event; its detail.all lists what was said by that name."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    said = events.get(event, {"all": []})["all"]
    events[event] = {"all": [*said, detail]}
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


def _page_before(request: HttpRequest) -> str:
    """Where the form stood; only ever a page of this site."""
    from django.utils.http import url_has_allowed_host_and_scheme

    before = request.headers.get("referer", "")
    own = url_has_allowed_host_and_scheme(
        before, {request.get_host()}, require_https=request.is_secure()
    )
    return before if own else "/"
