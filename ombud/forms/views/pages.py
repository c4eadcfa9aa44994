"""A form for anybody: shown, checked while one types, sent, thanked for.

No session and no cookie: in a frame on a shop's page a browser would keep them back.
What proves that a page is ours is the signed token in it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ombud.core.limits import Limit, limited
from ombud.core.middleware import POLICY
from ombud.forms import sending
from ombud.forms.asking import AskForm
from ombud.forms.models import Form
from ombud.forms.proof import challenge
from ombud.forms.signing import NAMES, LinkWrong, order_of, read_link
from ombud.portal.models import CustomerLink
from ombud.portal.speaking import language_for, spoken

POSTS = Limit("forms", 10, 300)
LOOKS = Limit("orders", 40, 60)
ONLY_BY_LINK = gettext_noop("This form opens from the link in the mail of your order.")


def open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view gets the form, speaks its visitor's language, fits into its frames."""

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, slug: str, **kwargs: object) -> Any:
        form = get_object_or_404(Form.objects.select_related(*WITH), slug=slug)
        language = language_for(request, among=form.languages)
        answer = view if form.is_active else _closed
        response = spoken(language, answer, request, form, **kwargs)
        response.headers["Content-Security-Policy"] = form.policy(POLICY)
        response.xframe_options_exempt = bool(form.origins)
        return response

    return opened


WITH = ("team", "workflow", "channel", "category")


@limited(POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def form_page(request: HttpRequest, form: Form) -> HttpResponse:
    """The empty form, or the way to its thanks."""
    if request.method == "POST":
        return _sent(request, form)
    try:
        bound = read_link(form, request.GET.dict())
    except LinkWrong as wrong:
        return _refused(request, form, str(wrong), 410 if wrong.expired else 403)
    if form.needs_order_link and not bound:
        return _refused(request, form, _(ONLY_BY_LINK), 403)
    asked = AskForm(form, initial=request.GET.dict(), bound=bound)
    return _shown(request, asked, sending.Page.fresh(form, bound))


def _sent(request: HttpRequest, form: Form) -> HttpResponse:
    page = sending.Page.read(request.POST.get("token", ""), form)
    fresh = sending.Page.fresh(form, page.bound if page else {})
    if page is None and form.needs_order_link:
        return _refused(request, form, _(ONLY_BY_LINK), 403)
    asked = AskForm(form, request.POST, request.FILES, bound=fresh.bound)
    if page is None or page.is_old:
        asked.add_error(
            None, _("This page was open for too long. Look it over and send it again.")
        )
    if not asked.is_valid() or page is None:
        # The time it takes to fill in has passed already.
        return _shown(request, asked, page or fresh, status=422)
    submission = sending.take(request, asked, page)
    receipt = sending.receipt_of(submission)
    url = reverse("form-sent", args=[form.slug, receipt])
    return HttpResponseRedirect(f"{url}{_query(request)}")


def _shown(
    request: HttpRequest, asked: AskForm, page: sending.Page, status: int = 200
) -> HttpResponse:
    context = {
        "form": asked,
        "shown": asked.form,
        "token": str(page),
        "challenge": challenge(),
        "order": order_of(page.bound.get("order", "")) if page.bound else None,
        **_frame(request, asked.form),
    }
    return render(request, "forms/page.html", context, status=status)


@require_safe
@open_to_all
def form_sent(request: HttpRequest, form: Form, receipt: str) -> HttpResponse:
    """Thanks, the number, and the way to the ticket's page."""
    submission = sending.submission_of(receipt)
    if submission is None or submission.form_id != form.pk:
        why = _("This page is gone. The confirmation by e-mail has the number.")
        return _refused(request, form, why, 410)
    ticket = submission.ticket
    context = {
        "shown": form,
        "submission": submission,
        "link": CustomerLink.objects.of(ticket) if ticket else None,
        **_frame(request, form),
    }
    return render(request, "forms/sent.html", context)


@limited(LOOKS, method="GET")
@require_safe
@open_to_all
def form_order(request: HttpRequest, form: Form) -> HttpResponse:
    """Whether the number looks like one of ours; never whose it is."""
    number = request.GET.get("order", "").strip()
    context = {"is_asked": len(number) > 2, "is_found": order_of(number) is not None}
    return render(request, "forms/_order_answer.html", context)


@login_not_required
@require_safe
def form_embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The script that puts the form's frame where it stands; nothing while shut."""
    form = Form.objects.filter(slug=slug, is_active=True).first()
    context = {"shown": form, "names": ",".join(NAMES)}
    response = render(
        request, "forms/embed.js", context, content_type="text/javascript"
    )
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _refused(request: HttpRequest, form: Form, why: str, status: int) -> HttpResponse:
    context = {"shown": form, "why": why, **_frame(request, form)}
    return render(request, "forms/refused.html", context, status=status)


def _closed(request: HttpRequest, form: Form, **_kwargs: object) -> HttpResponse:
    return _refused(request, form, _("This form is closed."), 410)


def _frame(request: HttpRequest, form: Form) -> dict[str, Any]:
    """What the page around it needs: languages, and what an address carries on."""
    kept = {
        name: request.GET[name]
        for name in (*NAMES, "embed")
        if name in request.GET and request.method != "POST"
    }
    return {
        "languages": form.own_languages,
        "kept_query": f"&{urlencode(kept)}" if kept else "",
        "query": _query(request),
        "is_embedded": "embed" in request.GET,
    }


def _query(request: HttpRequest) -> str:
    kept = {
        name: request.GET[name] for name in ("lang", "embed") if name in request.GET
    }
    return f"?{urlencode(kept)}" if kept else ""
