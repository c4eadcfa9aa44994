"""One ticket for whoever has its link: where it stands, its letters, an answer.

No session: the link alone opens it, so no other page can make somebody send anything
here; and browsers that must not tell the address send no origin to compare.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core.limits import Limit, limited
from ombud.portal.answering import AnswerForm, answer
from ombud.portal.models import CustomerLink, LinkUnusable
from ombud.portal.public import PublicTicket
from ombud.portal.speaking import language_for, spoken
from ombud.tickets.models import Attachment
from ombud.tickets.views.attachments import send_file, send_thumbnail

ANSWERS = Limit("answers", 30, 600)
PAGE = "portal/request.html"


def by_link(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view gets the link and not its token; or the reader a sentence."""

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: object) -> Any:
        try:
            link = CustomerLink.objects.find(token)
        except LinkUnusable:
            return spoken(language_for(request), _unusable, request, token)
        language = language_for(request, link.ticket.language)
        return spoken(language, view, request, link, **kwargs)

    return opened


@limited(ANSWERS)
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def customer_page(request: HttpRequest, link: CustomerLink) -> HttpResponse:
    """The page; what is sent from it comes back to it."""
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        there = answer(link, form)
        return HttpResponseRedirect(f"{there.url_path}?sent=1#answer")
    if request.method != "HEAD":
        link.note_visit()
    status = 422 if form.errors else 200
    context = {"request_page": PublicTicket(link), "form": form}
    context["is_sent"] = "sent" in request.GET and not form.errors
    return render(request, PAGE, context, status=status)


@require_safe
@by_link
def customer_file(
    request: HttpRequest, link: CustomerLink, pk: int, filename: str
) -> HttpResponseBase:
    """A file of what the customer may read."""
    return send_file(request, _file(link, pk))


@require_safe
@by_link
def customer_thumbnail(
    request: HttpRequest, link: CustomerLink, pk: int
) -> HttpResponse:
    """Its small picture."""
    return send_thumbnail(request, _file(link, pk))


def _file(link: CustomerLink, pk: int) -> Attachment:
    file = PublicTicket(link).file(pk)
    if file is None:
        raise Http404
    return file


def _unusable(request: HttpRequest, token: str) -> HttpResponse:
    """The sentence once more, in the reader's language."""
    try:
        CustomerLink.objects.find(token)
    except LinkUnusable as why:
        status = 410 if why.known else 404
        return render(request, "portal/unusable.html", {"why": why}, status=status)
    raise Http404
